@NullMarked
package io.sallyport.adapters.metrics;

import org.jspecify.annotations.NullMarked;
