/** The endpoints' side: connections, pools and calls. */
@NullMarked
package io.sallyport.edge.upstream;

import org.jspecify.annotations.NullMarked;
