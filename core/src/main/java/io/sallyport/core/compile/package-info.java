/** Turns definitions into a snapshot; the only package that knows all the others. */
@NullMarked
package io.sallyport.core.compile;

import org.jspecify.annotations.NullMarked;
