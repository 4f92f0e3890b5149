/** The caller's side: connections, requests and replies. */
@NullMarked
package io.sallyport.edge.server;

import org.jspecify.annotations.NullMarked;
