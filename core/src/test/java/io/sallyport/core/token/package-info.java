/** Tests. */
@NullMarked
package io.sallyport.core.token;

import org.jspecify.annotations.NullMarked;
