/** The functions of the configuration, each served in the way it says. */
@NullMarked
package io.sallyport.adapters.function;

import org.jspecify.annotations.NullMarked;
