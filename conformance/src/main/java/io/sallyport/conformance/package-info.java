/** The command that runs outside corpora against the packaged product. */
@NullMarked
package io.sallyport.conformance;

import org.jspecify.annotations.NullMarked;
