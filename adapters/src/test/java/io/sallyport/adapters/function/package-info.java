@NullMarked
package io.sallyport.adapters.function;

import org.jspecify.annotations.NullMarked;
