package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.cloudformation.Resource;
import java.util.Optional;

/** Checks what kind of API an {@code AWS::ApiGatewayV2::Api} is. */
final class HttpProtocol {

  private HttpProtocol() {}

  /** Adds a problem where it is neither an HTTP API nor described by a document of one. */
  static void check(Resource api, Problems problems) {
    Optional<String> protocol = api.text("ProtocolType");
    boolean described = api.property("Body").or(() -> api.property("BodyS3Location")).isPresent();
    if (protocol.isEmpty() && !described) {
      problems.error(
          "missing-property",
          api.at(),
          "`" + api.id() + "` has no `ProtocolType`, expected `HTTP` or a `Body`");
    } else if (protocol.isPresent() && !protocol.get().equals("HTTP")) {
      problems.error(
          "wrong-value",
          api.at("ProtocolType"),
          "`" + protocol.get() + "` will not do, expected `HTTP` or `WEBSOCKET`");
    }
  }
}
