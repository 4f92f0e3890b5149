/** Public documents of identity providers, read over HTTPS. */
@NullMarked
package io.sallyport.adapters.keys;

import org.jspecify.annotations.NullMarked;
