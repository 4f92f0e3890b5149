/** Processes that live as long as the gateway: the upstreams of a development set-up. */
@NullMarked
package io.sallyport.adapters.process;

import org.jspecify.annotations.NullMarked;
