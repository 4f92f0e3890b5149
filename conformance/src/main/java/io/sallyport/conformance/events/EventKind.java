package io.sallyport.conformance.events;

import io.sallyport.core.event.AuthorizerEvents;
import io.sallyport.core.event.ProxyEvents;
import io.sallyport.core.language.BinaryMediaTypes;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.Exchange;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What kind of event a sample is, and how the product writes that kind. */
enum EventKind {
  PROXY_REST(ApiType.REST),
  PROXY_1_0(ApiType.HTTP),
  PROXY_2_0(ApiType.HTTP),
  AUTHORIZER_TOKEN(ApiType.REST),
  AUTHORIZER_REQUEST(ApiType.REST),
  AUTHORIZER_1_0(ApiType.HTTP),
  AUTHORIZER_2_0(ApiType.HTTP);

  private static final List<String> IDENTITY = List.of("user1", "123");
  private static final String ARN =
      "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/test/GET/request";

  private final ApiType type;

  EventKind(ApiType type) {
    this.type = type;
  }

  /** The kind of {@code sample}; empty where the product makes none, as for WebSocket APIs. */
  static Optional<EventKind> of(JsonNode sample) {
    String version = sample.path("version").asString("");
    if (sample.path("requestContext").has("connectionId")) {
      return Optional.empty();
    }
    return switch (sample.path("type").asString("")) {
      case "TOKEN" -> Optional.of(AUTHORIZER_TOKEN);
      case "REQUEST" ->
          Optional.of(
              switch (version) {
                case "2.0" -> AUTHORIZER_2_0;
                case "1.0" -> AUTHORIZER_1_0;
                default -> AUTHORIZER_REQUEST;
              });
      default ->
          Optional.of(
              switch (version) {
                case "2.0" -> PROXY_2_0;
                case "1.0" -> PROXY_1_0;
                default -> isOfAnHttpApi(sample) ? PROXY_1_0 : PROXY_REST;
              });
    };
  }

  ApiType type() {
    return type;
  }

  Bytes write(Exchange exchange) {
    return switch (this) {
      case PROXY_REST -> ProxyEvents.rest(exchange, BinaryMediaTypes.NONE);
      case PROXY_1_0 -> ProxyEvents.http1(exchange);
      case PROXY_2_0 -> ProxyEvents.http2(exchange);
      case AUTHORIZER_TOKEN -> AuthorizerEvents.TOKEN.write(exchange, IDENTITY, ARN);
      case AUTHORIZER_REQUEST -> AuthorizerEvents.REQUEST.write(exchange, IDENTITY, ARN);
      case AUTHORIZER_1_0 -> AuthorizerEvents.REQUEST_1_0.write(exchange, IDENTITY, ARN);
      case AUTHORIZER_2_0 -> AuthorizerEvents.REQUEST_2_0.write(exchange, IDENTITY, ARN);
    };
  }

  /** One sample of version 1.0 does not say so; REST APIs have no stage of that name. */
  private static boolean isOfAnHttpApi(JsonNode sample) {
    return sample.path("requestContext").path("stage").asString("").equals("$default");
  }
}
