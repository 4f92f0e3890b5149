package io.sallyport.edge.wire;

/**
 * Why bytes are not the message they should be.
 *
 * @param status what a caller who sent them is answered
 * @param reason a sentence for the operator
 */
public record Malformed(int status, String reason) {

  /** Bytes that are answered with 400. */
  public static Malformed bad(String reason) {
    return new Malformed(400, reason);
  }
}
