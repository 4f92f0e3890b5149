/** Tests. */
@NullMarked
package io.sallyport.core.logline;

import org.jspecify.annotations.NullMarked;
