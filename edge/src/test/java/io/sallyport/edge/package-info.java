/** Tests of the edge, over real sockets. */
@NullMarked
package io.sallyport.edge;

import org.jspecify.annotations.NullMarked;
