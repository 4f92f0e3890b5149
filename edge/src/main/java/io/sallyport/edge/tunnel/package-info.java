/** Connections that are joined: after a WebSocket handshake bytes pass both ways as they come. */
@NullMarked
package io.sallyport.edge.tunnel;

import org.jspecify.annotations.NullMarked;
