package io.sallyport.conformance.http1;

/** An HTTP API whose {@code $default} route sends every method and path to one backend. */
final class CatchAllDefinition {
  private CatchAllDefinition() {}

  static String to(String uri) {
    return """
    {
      "openapi": "3.0.1",
      "info": {"title": "catch-all", "version": "1"},
      "x-amazon-apigateway-importexport-version": "1.0",
      "paths": {
        "/$default": {
          "x-amazon-apigateway-any-method": {
            "isDefaultRoute": true,
            "responses": {"default": {"description": "whatever the backend says"}},
            "x-amazon-apigateway-integration": {
              "type": "http_proxy",
              "httpMethod": "ANY",
              "payloadFormatVersion": "1.0",
              "uri": "%s"
            }
          }
        }
      }
    }
    """
        .formatted(uri);
  }
}
