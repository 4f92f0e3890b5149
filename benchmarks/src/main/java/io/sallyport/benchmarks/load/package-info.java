/** Load generators that the side-by-side scenarios use. */
@NullMarked
package io.sallyport.benchmarks.load;

import org.jspecify.annotations.NullMarked;
