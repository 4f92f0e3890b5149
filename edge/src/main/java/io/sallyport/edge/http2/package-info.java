/**
 * HTTP/2, RFC 9113: frames, HPACK, streams and their flow control, for both sides of the gateway.
 */
@NullMarked
package io.sallyport.edge.http2;

import org.jspecify.annotations.NullMarked;
