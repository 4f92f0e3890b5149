package io.sallyport.core.snapshot;

import io.sallyport.core.language.Json;
import io.sallyport.core.language.MediaType;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.message.HeaderEdits;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.HeaderRules;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Unrouted;
import io.sallyport.core.pipeline.Wording;
import io.sallyport.core.values.BoundTemplate;
import io.sallyport.core.values.HeaderText;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a stage of a REST API speaks: gateway responses, AWS's or the operator's, and the ids on
 * every response. See the API Gateway guide, "Gateway responses in API Gateway".
 */
public final class RestWording implements Wording {

  private static final HeaderList JSON = HeaderList.of("Content-Type", MediaType.JSON);
  private static final HeaderList PLAIN = HeaderList.of("Content-Type", "text; charset=utf-8");

  private final Map<GatewayResponseType, GatewayResponse> customised =
      new EnumMap<>(GatewayResponseType.class);
  private final long payloadLimit;

  /**
   * @param customised the gateway responses the operator defined
   * @param payloadLimit the longest request body in bytes, named in the answer to a longer one
   */
  public RestWording(Map<GatewayResponseType, GatewayResponse> customised, long payloadLimit) {
    this.customised.putAll(customised);
    this.payloadLimit = payloadLimit;
  }

  @Override
  public Response refuse(Exchange exchange, Refusal refusal) {
    return switch (refusal) {
      case Refusal.GatewayResponse gateway -> gateway(exchange, gateway);
      case Refusal.Protocol protocol ->
          protocol.status() == 413 ? tooLong() : Unrouted.response(protocol);
      case Refusal.Custom custom -> Unrouted.response(custom);
    };
  }

  @Override
  public void sign(Exchange exchange, Response response) {
    if (exchange.refusal() instanceof Refusal.Protocol protocol && protocol.status() == 413) {
      return; // AWS's front door answers these, which knows no ids
    }
    HeaderEdits edits = response.edits();
    HeaderRules.Treatment remapped = response.rules().of(KnownHeader.X_AMZN_REQUEST_ID);
    if (remapped == HeaderRules.Treatment.PASS) {
      edits.set(KnownHeader.X_AMZN_REQUEST_ID, exchange.requestId());
    } else {
      edits.add(KnownHeader.X_AMZN_REQUEST_ID.canonical(), exchange.requestId());
    }
    edits.set(KnownHeader.X_AMZ_APIGW_ID, exchange.extendedRequestId());
    if (!hasContentType(response)) {
      edits.add(KnownHeader.CONTENT_TYPE.canonical(), MediaType.JSON);
    }
  }

  private static boolean hasContentType(Response response) {
    boolean passed =
        response.rules().of(KnownHeader.CONTENT_TYPE) == HeaderRules.Treatment.PASS
            && response.headers().first(KnownHeader.CONTENT_TYPE) != null;
    return passed || response.edits().adds(KnownHeader.CONTENT_TYPE);
  }

  private Response gateway(Exchange exchange, Refusal.GatewayResponse refusal) {
    GatewayResponse own = definition(refusal.type());
    int status = own == null || own.status() == 0 ? refusal.status() : own.status();
    Response response =
        own == null ? standard(status, refusal) : worded(exchange, status, own, refusal);
    if (own != null) {
      for (GatewayResponse.Header header : own.headers()) {
        String value = header.value().of(exchange);
        if (value != null) {
          response.edits().set(header.name(), HeaderText.clean(value));
        }
      }
    }
    response.edits().set(KnownHeader.X_AMZN_ERROR_TYPE, refusal.errorType());
    return response;
  }

  /** The operator's definition for {@code type}: its own, else that of its class, else none. */
  private @Nullable GatewayResponse definition(GatewayResponseType type) {
    GatewayResponse own = customised.get(type);
    GatewayResponseType fallback = type.fallback();
    return own != null || fallback == null ? own : customised.get(fallback);
  }

  private static Response worded(
      Exchange exchange, int status, GatewayResponse own, Refusal.GatewayResponse refusal) {
    String accept = exchange.request().headers().first(KnownHeader.ACCEPT);
    String accepted = MediaType.accepted(accept, own.templates());
    String type = accepted != null ? accepted : MediaType.JSON;
    BoundTemplate template = own.templates().get(type);
    return template == null
        ? standard(status, refusal)
        : Response.of(status, HeaderList.of("Content-Type", type), template.bytes(exchange));
  }

  private static Response standard(int status, Refusal.GatewayResponse refusal) {
    // The one default body with a capital: AWS's oldest, from before there were gateway responses.
    String key = refusal.type() == GatewayResponseType.ACCESS_DENIED ? "Message" : "message";
    return Response.of(
        status, JSON, Bytes.utf8("{\"" + key + "\":" + Json.quote(refusal.message()) + "}"));
  }

  private Response tooLong() {
    return Response.of(
        413, PLAIN, Bytes.utf8("HTTP content length exceeded " + payloadLimit + " bytes."));
  }
}
