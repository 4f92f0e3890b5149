/** Tests of what HTTP/2 is made of, without sockets. */
@NullMarked
package io.sallyport.edge.http2;

import org.jspecify.annotations.NullMarked;
