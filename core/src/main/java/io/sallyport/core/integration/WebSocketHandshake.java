package io.sallyport.core.integration;

import io.sallyport.core.message.Headers;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.message.Request;
import java.util.List;

/** What makes a request a WebSocket opening handshake: RFC 6455 sections 4.1 and 4.2.1. */
final class WebSocketHandshake {

  private static final String VERSION = "13";

  /** The length of sixteen bytes in base64. */
  private static final int KEY_LENGTH = 24;

  private WebSocketHandshake() {}

  /**
   * Whether {@code request}, which came over HTTP/1.1, is one in every point. What is not is no
   * WebSocket to anybody, and stays a request of HTTP.
   */
  static boolean opens(Request request) {
    Headers headers = request.headers();
    return request.method().equals("GET")
        && names(headers, KnownHeader.UPGRADE, "websocket")
        && names(headers, KnownHeader.CONNECTION, "upgrade")
        && headers.all("Sec-WebSocket-Version").equals(List.of(VERSION))
        && hasKey(headers.all("Sec-WebSocket-Key"));
  }

  /** Whether the list in all fields of the name {@code known} has {@code token}, in any case. */
  private static boolean names(Headers headers, KnownHeader known, String token) {
    for (int i = 0; i < headers.size(); i++) {
      if (headers.known(i) == known) {
        for (String one : headers.value(i).split(",", -1)) {
          if (one.strip().equalsIgnoreCase(token)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean hasKey(List<String> values) {
    if (values.size() != 1) {
      return false;
    }
    String key = values.getFirst();
    if (key.length() != KEY_LENGTH || !key.endsWith("==")) {
      return false;
    }
    for (int i = 0; i < KEY_LENGTH - 2; i++) {
      char c = key.charAt(i);
      boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      if (!letter && (c < '0' || c > '9') && c != '+' && c != '/') {
        return false;
      }
    }
    return true;
  }
}
