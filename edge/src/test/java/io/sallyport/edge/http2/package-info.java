/** Tests of HTTP/2 with frames written byte by byte. */
@NullMarked
package io.sallyport.edge.http2;

import org.jspecify.annotations.NullMarked;
