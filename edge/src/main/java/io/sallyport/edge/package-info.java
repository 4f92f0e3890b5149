/** Contact with the world: the listeners, the upstream client, and their settings. */
@NullMarked
package io.sallyport.edge;

import org.jspecify.annotations.NullMarked;
