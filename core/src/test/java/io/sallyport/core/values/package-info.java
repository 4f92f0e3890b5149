/** Tests. */
@NullMarked
package io.sallyport.core.values;

import org.jspecify.annotations.NullMarked;
