package io.sallyport.core.compile;

/** Names of header fields; RFC 9110, section 5.1. */
final class HeaderNames {

  private HeaderNames() {}

  /** Whether {@code name} may name a field. */
  static boolean isName(String name) {
    return !name.isEmpty() && name.chars().allMatch(HeaderNames::isTokenChar);
  }

  private static boolean isTokenChar(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }
}
