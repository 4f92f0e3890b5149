/** Tests. */
@NullMarked
package io.sallyport.core.pipeline;

import org.jspecify.annotations.NullMarked;
