package io.sallyport.edge.tls;

/** Certificates or keys cannot be used; the message says which file and why. */
public final class TlsProblem extends Exception {

  private static final long serialVersionUID = 1L;

  public TlsProblem(String message) {
    super(message);
  }
}
