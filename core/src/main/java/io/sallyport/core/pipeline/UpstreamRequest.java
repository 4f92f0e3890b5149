package io.sallyport.core.pipeline;

import io.sallyport.core.message.Body;
import io.sallyport.core.message.HeaderEdits;
import io.sallyport.core.message.HeaderRules;
import io.sallyport.core.message.Headers;

/**
 * A request to an endpoint: the fields it starts from, what happens to them, what is added, and a
 * body. The edge writes the framing fields itself.
 *
 * @param target path and query as they go on the request line, already encoded
 * @param host the value of the Host field
 * @param limit the longest request body that is passed on, in bytes
 * @param trailers whether the fields after the bodies are part of what goes through
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
    Trailers trailers) {

  /** What becomes of the fields after a body, on the way out and on the way back. */
  public enum Trailers {
    /** They are dropped: only what is mapped goes through. */
    DROPPED,
    /** They go through with the rest where both sides can carry them, as gRPC needs. */
    PASSED
  }
}
