/**
 * Messages on the wire, for both directions: strict parsing and writing of heads whatever the
 * version of HTTP, the framing of HTTP/1.1, and the way of a body.
 */
@NullMarked
package io.sallyport.edge.wire;

import org.jspecify.annotations.NullMarked;
