package io.sallyport.policy;

/**
 * A text of a document and where it stands.
 *
 * @param pointer the RFC 6901 pointer of the text
 */
record Text(String value, String pointer) {

  InvalidPolicy invalid(String message) {
    return new InvalidPolicy(pointer, message);
  }
}
