/** HTTP/2 on the wire, for both directions: frames, and header compression (RFC 7541). */
@NullMarked
package io.sallyport.edge.http2;

import org.jspecify.annotations.NullMarked;
