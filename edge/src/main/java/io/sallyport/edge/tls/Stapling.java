package io.sallyport.edge.tls;

/** Where OCSP responses for certificates without a file of their own come from. */
public enum Stapling {
  /** From nowhere. */
  OFF,
  /** From the responder that a certificate names, fetched again before each one ends. */
  FETCH
}
