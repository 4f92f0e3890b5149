/** What one event loop owns. */
@NullMarked
package io.sallyport.edge.loop;

import org.jspecify.annotations.NullMarked;
