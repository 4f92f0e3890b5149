@NullMarked
package io.sallyport.adapters.function.invoke;

import org.jspecify.annotations.NullMarked;
