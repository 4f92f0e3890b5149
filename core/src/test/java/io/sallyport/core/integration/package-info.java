/** Tests. */
@NullMarked
package io.sallyport.core.integration;

import org.jspecify.annotations.NullMarked;
