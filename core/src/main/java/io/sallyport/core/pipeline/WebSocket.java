package io.sallyport.core.pipeline;

/**
 * What becomes of a WebSocket handshake (RFC 6455 section 4.1) that comes to an HTTP_PROXY
 * integration of an HTTP API. AWS documents nothing about it: WebSocket APIs are a product of their
 * own.
 */
public enum WebSocket {
  /** It is answered with 400, so that whoever relies on it learns that it is switched off. */
  REFUSED,
  /** It is served as the plain HTTP request that it is without its Upgrade field. */
  IGNORED,
  /** It goes to the endpoint, and if that agrees the two connections are joined. */
  PASSED
}
