package io.sallyport.core.pipeline;

/**
 * Why an endpoint gave no answer.
 *
 * @param reason a sentence for the operator
 */
public record UpstreamFailure(Kind kind, String reason) {

  /** The stage at which the call failed. */
  public enum Kind {
    /** The name does not resolve, nothing listens, or the connection was not made in time. */
    UNREACHABLE,
    /** The TLS handshake failed or the certificate is not trusted. */
    TLS,
    /** The call needs HTTP/2, and the endpoint does not speak it. */
    NOT_HTTP2,
    /** The connection ended before an answer. */
    CLOSED,
    /** What came is not HTTP, or frames itself in a way that cannot be trusted. */
    MALFORMED,
    /** The endpoint switched to another protocol, but not as it was asked to. */
    SWITCH
  }
}
