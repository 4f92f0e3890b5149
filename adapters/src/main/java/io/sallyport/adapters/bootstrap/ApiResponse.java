package io.sallyport.adapters.bootstrap;

import java.util.Map;

/** A response of the runtime API. */
final class ApiResponse {

  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  ApiResponse(int status, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  int status() {
    return status;
  }

  /** A header by its name in lower case; empty when it is absent. */
  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  byte[] body() {
    return body;
  }
}
