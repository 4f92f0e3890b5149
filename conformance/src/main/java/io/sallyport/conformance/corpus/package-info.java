/** What every corpus runner shares: the product as a process, scores, and reading JSON lines. */
@NullMarked
package io.sallyport.conformance.corpus;

import org.jspecify.annotations.NullMarked;
