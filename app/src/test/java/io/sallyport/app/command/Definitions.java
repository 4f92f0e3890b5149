package io.sallyport.app.command;

/** Definitions for tests. */
final class Definitions {

  private Definitions() {}

  /** A REST API with one mock route that answers {@code text}. */
  static String mock(String text) {
    return """
    openapi: 3.0.1
    info: {title: Mock, version: "1"}
    paths:
      /mock:
        get:
          responses: {"200": {description: x}}
          x-amazon-apigateway-integration:
            type: mock
            requestTemplates: {application/json: '{"statusCode": 200}'}
            responses:
              default:
                statusCode: "200"
                responseTemplates: {application/json: '{"text": "TEXT"}'}
    """
        .replace("TEXT", text);
  }

  /** A REST API with {@code /fast} and {@code /slow} in front of an endpoint. */
  static String proxy(int port) {
    return """
    openapi: 3.0.1
    info: {title: Proxy, version: "1"}
    paths:
      /{name}:
        get:
          parameters: [{name: name, in: path, required: true, schema: {type: string}}]
          responses: {"200": {description: x}}
          x-amazon-apigateway-integration:
            type: http_proxy
            httpMethod: GET
            uri: http://127.0.0.1:PORT/{name}
            requestParameters: {integration.request.path.name: method.request.path.name}
    """
        .replace("PORT", Integer.toString(port));
  }

  /** A REST API with {@code /f} in front of the function {@code f}. */
  static String function() {
    return """
    openapi: 3.0.1
    info: {title: Function, version: "1"}
    paths:
      /f:
        get:
          responses: {"200": {description: x}}
          x-amazon-apigateway-integration:
            type: aws_proxy
            httpMethod: POST
            uri: "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/\\
              arn:aws:lambda:us-east-1:123456789012:function:f/invocations"
    """;
  }

  /** An HTTP API whose {@code GET /chat} stands before {@code uri}. */
  static String chat(String uri) {
    return """
    openapi: 3.0.1
    info: {title: Chat, version: "1"}
    paths:
      /chat:
        get:
          responses: {"200": {description: x}}
          x-amazon-apigateway-integration:
            type: http_proxy
            httpMethod: GET
            payloadFormatVersion: "1.0"
            uri: URI
    """
        .replace("URI", uri);
  }
}
