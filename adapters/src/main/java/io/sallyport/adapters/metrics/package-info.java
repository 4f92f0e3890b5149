/** Counters with one writer each, and their exposition as Prometheus text. */
@NullMarked
package io.sallyport.adapters.metrics;

import org.jspecify.annotations.NullMarked;
