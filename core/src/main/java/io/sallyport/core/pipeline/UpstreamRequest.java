package io.sallyport.core.pipeline;

import io.sallyport.core.message.Body;
import io.sallyport.core.message.HeaderEdits;
import io.sallyport.core.message.HeaderRules;
import io.sallyport.core.message.Headers;

/**
 * A request to an endpoint: the fields it starts from, what happens to them, what is added, and a
 * body. The edge writes the framing fields itself, those that ask for another protocol included.
 *
 * @param target path and query as they go on the request line, already encoded
 * @param host the value of the Host field
 * @param limit the longest request body that is passed on, in bytes
 * @param protocol what is to be spoken once the endpoint agrees
 */
public record UpstreamRequest(
    Endpoint endpoint,
    String method,
    String target,
    String host,
    Headers headers,
    HeaderRules rules,
    HeaderEdits edits,
    Body body,
    long limit,
    Protocol protocol) {

  /** What is spoken with the endpoint, and how much of it goes through. */
  public enum Protocol {
    /** HTTP, of which the fields after a body are dropped: only what is mapped goes through. */
    HTTP,
    /** HTTP; fields after a body go through where both sides can carry them, as gRPC needs. */
    HTTP_WITH_TRAILERS,
    /**
     * WebSocket, RFC 6455: the request is an opening handshake on a connection of its own. An
     * endpoint that agrees answers 101, and the body of that answer stands for the connection; any
     * other answer is one of HTTP.
     */
    WEBSOCKET
  }
}
