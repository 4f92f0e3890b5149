/** Tests. */
@NullMarked
package io.sallyport.core.compile;

import org.jspecify.annotations.NullMarked;
