package io.sallyport.edge.tls;

/** Whether endpoints that are reached over TLS may choose HTTP/2. */
public enum UpstreamHttp2 {
  /** HTTP/1.1 is spoken, as AWS does. */
  OFF,
  /** HTTP/2 and HTTP/1.1 are offered by ALPN, RFC 7301. */
  OFFERED
}
