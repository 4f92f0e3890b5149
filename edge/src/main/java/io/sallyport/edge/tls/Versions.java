package io.sallyport.edge.tls;

/** The versions of HTTP that a call lets its endpoint choose from. */
public enum Versions {
  /** Those of {@link UpstreamHttp2}. */
  CONFIGURED,
  /** HTTP/1.1 alone, from which the connection is to switch to another protocol. */
  HTTP_1_1,
  /** HTTP/2 alone: over TLS by ALPN, without it by prior knowledge, RFC 9113 section 3.3. */
  HTTP_2
}
