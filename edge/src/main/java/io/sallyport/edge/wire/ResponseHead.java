package io.sallyport.edge.wire;

/** The head of a response. */
public final class ResponseHead extends Head {

  int status;

  /** The status code, 100 to 599. */
  public int status() {
    return status;
  }
}
