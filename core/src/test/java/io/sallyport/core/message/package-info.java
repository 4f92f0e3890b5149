/** Tests. */
@NullMarked
package io.sallyport.core.message;

import org.jspecify.annotations.NullMarked;
