/** The running gateway: its wiring, its reloads and its end. */
@NullMarked
package io.sallyport.app.gateway;

import org.jspecify.annotations.NullMarked;
