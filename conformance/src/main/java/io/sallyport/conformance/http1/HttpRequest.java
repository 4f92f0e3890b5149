package io.sallyport.conformance.http1;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A complete, well-formed request as the recording backend or the strict reading of a client's
 * stream saw it.
 *
 * @param bodyBytes the length of the body after any chunking is taken off
 */
record HttpRequest(String method, String target, int bodyBytes) {

  /**
   * The form in which the corpus records what a reference let through: method, path in hex, body
   * length.
   */
  String summary() {
    return method + " " + hex(path()) + " " + bodyBytes;
  }

  /** The path without query and without the scheme and authority of an absolute-form target. */
  private String path() {
    String path = target;
    int scheme = path.indexOf("://");
    if (scheme > 0 && !path.startsWith("/")) {
      int slash = path.indexOf('/', scheme + 3);
      path = slash < 0 ? "/" : path.substring(slash);
    }
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
