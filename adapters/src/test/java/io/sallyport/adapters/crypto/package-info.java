/** Tests. */
@NullMarked
package io.sallyport.adapters.crypto;

import org.jspecify.annotations.NullMarked;
