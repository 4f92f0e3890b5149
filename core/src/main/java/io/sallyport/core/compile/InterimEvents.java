package io.sallyport.core.compile;

import io.sallyport.core.authorizer.LambdaAuthorizer;
import io.sallyport.core.definition.AuthorizerDefinition.Lambda.Kind;
import io.sallyport.core.language.Json;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.pipeline.Exchange;
import java.util.List;
import java.util.stream.Collectors;

/** Events of authorizers with the members that every kind has in common, and no others. */
final class InterimEvents {

  private InterimEvents() {}

  static LambdaAuthorizer.Event of(Kind kind) {
    return (exchange, identity, methodArn) ->
        switch (kind) {
          case TOKEN -> token(identity, methodArn);
          case REQUEST, REQUEST_1_0 -> request(exchange, "methodArn", methodArn, identity);
          case REQUEST_2_0, REQUEST_2_0_SIMPLE ->
              request(exchange, "routeArn", methodArn, identity);
        };
  }

  private static Bytes token(List<String> identity, String methodArn) {
    return Bytes.utf8(
        "{\"type\":\"TOKEN\",\"authorizationToken\":"
            + Json.quote(identity.getFirst())
            + ",\"methodArn\":"
            + Json.quote(methodArn)
            + "}");
  }

  private static Bytes request(
      Exchange exchange, String arnName, String methodArn, List<String> identity) {
    return Bytes.utf8(
        "{\"type\":\"REQUEST\",\""
            + arnName
            + "\":"
            + Json.quote(methodArn)
            + ",\"identitySource\":"
            + identity.stream().map(Json::quote).collect(Collectors.joining(",", "[", "]"))
            + ",\"path\":"
            + Json.quote(exchange.request().path())
            + "}");
  }
}
