package io.sallyport.edge.http2;

/** How a stream ended before both sides had sent all of it. */
public enum Loss {
  /** The peer has done nothing about it, RFC 9113 section 8.7: it may be tried again. */
  REFUSED,
  /** The peer has reset it. */
  RESET,
  /** We have reset it, or the whole connection for a fault of the peer. */
  FAULT,
  /** The connection ended. */
  CONNECTION
}
