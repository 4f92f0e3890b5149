/** Tests. */
@NullMarked
package io.sallyport.core.snapshot;

import org.jspecify.annotations.NullMarked;
