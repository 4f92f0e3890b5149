/** The admin listener's way through the same machinery. */
@NullMarked
package io.sallyport.edge.admin;

import org.jspecify.annotations.NullMarked;
