@NullMarked
package io.sallyport.adapters.process;

import org.jspecify.annotations.NullMarked;
