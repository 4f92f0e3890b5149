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
    long limit) {}
