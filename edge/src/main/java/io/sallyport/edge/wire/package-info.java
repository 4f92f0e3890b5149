/** HTTP/1.1 on the wire, for both directions: strict parsing, framing and writing. */
@NullMarked
package io.sallyport.edge.wire;

import org.jspecify.annotations.NullMarked;
