package io.sallyport.conformance.recorded;

import io.sallyport.conformance.corpus.Json;
import java.io.IOException;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The local servers for all outside addresses, and the map that points the product at them. */
final class StandIns implements AutoCloseable {
  private final StandIn httpbin = StandIn.httpbin();
  private final StandIn echo = StandIn.echo();

  StandIns() throws IOException {}

  /**
   * Address in a definition to address to call instead, as {@code endpoints} of the configuration
   * wants it.
   */
  ObjectNode endpoints(List<Deployment> deployments) {
    ObjectNode endpoints = Json.object();
    endpoints.put("http://httpbin.org", httpbin.uri());
    endpoints.put("https://httpbin.org", httpbin.uri());
    for (Deployment deployment : deployments) {
      for (var backend : deployment.backends().properties()) {
        endpoints.put(withoutSlash(backend.getKey()), standIn(backend.getValue()).uri());
      }
    }
    return endpoints;
  }

  @Override
  public void close() {
    httpbin.close();
    echo.close();
  }

  private StandIn standIn(JsonNode backend) {
    String kind = backend.path("kind").asString();
    return kind.equals("httpbin") ? httpbin : echo;
  }

  private static String withoutSlash(String address) {
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }
}
