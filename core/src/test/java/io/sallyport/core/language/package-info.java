/** Tests. */
@NullMarked
package io.sallyport.core.language;

import org.jspecify.annotations.NullMarked;
