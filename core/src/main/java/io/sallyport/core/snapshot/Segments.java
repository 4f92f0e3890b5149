package io.sallyport.core.snapshot;

/** Where segments begin and end in a path, which is never copied for it. */
final class Segments {

  private Segments() {}

  /**
   * The first sign of {@code path} that is no slash, from {@code from} on; doubled ones are one.
   */
  static int skipSlashes(String path, int from) {
    int at = from;
    while (at < path.length() && path.charAt(at) == '/') {
      at++;
    }
    return at;
  }

  /**
   * The end of the segment at {@code at}: the next slash, or {@code end} where that comes first.
   */
  static int end(String path, int at, int end) {
    int slash = path.indexOf('/', at);
    return slash < 0 || slash > end ? end : slash;
  }
}
