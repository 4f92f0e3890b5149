package io.sallyport.core.pipeline;

/**
 * Where an integration connects to. Equal endpoints share their idle connections.
 *
 * @param host a name or a literal address, in lower case
 * @param port 1 to 65535
 * @param secure whether TLS is spoken
 * @param verification how far the endpoint's certificate is checked
 */
public record Endpoint(String host, int port, boolean secure, Verification verification) {

  /** How far a certificate is checked. */
  public enum Verification {
    /** Trusted issuer, dates and host name. */
    FULL,
    /**
     * Dates and host name, but not the issuer: {@code tlsConfig.insecureSkipVerification} of a REST
     * API.
     */
    ANY_ISSUER
  }

  /** The port of the scheme: that of HTTPS where {@code secure}, else that of HTTP. */
  public static int defaultPort(boolean secure) {
    return secure ? 443 : 80;
  }

  /** The value of the Host field: the port is left out where it is the scheme's own. */
  public String authority() {
    return port == defaultPort(secure) ? host : host + ":" + port;
  }
}
