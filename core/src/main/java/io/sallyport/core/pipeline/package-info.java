/** The life of a request: the exchange, its route, the steps and the driver that runs them. */
@NullMarked
package io.sallyport.core.pipeline;

import org.jspecify.annotations.NullMarked;
