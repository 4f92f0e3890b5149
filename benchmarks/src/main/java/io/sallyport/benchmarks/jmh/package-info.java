/** JMH benchmarks of the parts a request passes through. */
@NullMarked
package io.sallyport.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
