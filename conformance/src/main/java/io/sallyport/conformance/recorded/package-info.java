/** Recorded requests and answers of AWS, replayed against a running gateway. */
@NullMarked
package io.sallyport.conformance.recorded;

import org.jspecify.annotations.NullMarked;
