package io.sallyport.edge.wire;

/**
 * How large a head may be.
 *
 * @param startLine bytes of the first line, without its end
 * @param fields bytes of all field lines, with their ends
 * @param count field lines
 */
public record HeadLimits(int startLine, int fields, int count) {

  public HeadLimits {
    if (startLine < 16 || fields < 16 || count < 1 || startLine + fields + 4 > Head.MAX_LENGTH) {
      throw new IllegalArgumentException("head limits out of range");
    }
  }

  int total() {
    return startLine + fields;
  }
}
