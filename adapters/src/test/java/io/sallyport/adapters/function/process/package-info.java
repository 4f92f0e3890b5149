@NullMarked
package io.sallyport.adapters.function.process;

import org.jspecify.annotations.NullMarked;
