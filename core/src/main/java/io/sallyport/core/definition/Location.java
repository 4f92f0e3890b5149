package io.sallyport.core.definition;

/**
 * A place in an operator's file.
 *
 * @param file the path as the operator gave it
 * @param line from 1; 0 when the whole file is meant
 * @param column from 1; 0 when the whole line is meant
 * @param path the RFC 6901 pointer of the node; that of the root for the whole document
 */
public record Location(String file, int line, int column, Pointer path) {

  /**
   * A place whose pointer is given as text.
   *
   * @param pointer empty for the whole document
   */
  public Location(String file, int line, int column, String pointer) {
    this(file, line, column, Pointer.of(pointer));
  }

  /** The whole of {@code file}. */
  public static Location of(String file) {
    return new Location(file, 0, 0, Pointer.ROOT);
  }

  /** The pointer as RFC 6901 writes it; empty for the whole document. */
  public String pointer() {
    return path.toString();
  }
}
