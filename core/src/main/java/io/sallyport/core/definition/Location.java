package io.sallyport.core.definition;

/**
 * A place in an operator's file.
 *
 * @param file the path as the operator gave it
 * @param line from 1; 0 when the whole file is meant
 * @param column from 1; 0 when the whole line is meant
 * @param pointer the RFC 6901 pointer of the node; empty for the whole document
 */
public record Location(String file, int line, int column, String pointer) {

  /** The whole of {@code file}. */
  public static Location of(String file) {
    return new Location(file, 0, 0, "");
  }
}
