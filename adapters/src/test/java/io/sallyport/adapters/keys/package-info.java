/** Tests. */
@NullMarked
package io.sallyport.adapters.keys;

import org.jspecify.annotations.NullMarked;
