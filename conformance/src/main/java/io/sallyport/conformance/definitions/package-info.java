/** Real definitions, which load whole or are refused by named problems. */
@NullMarked
package io.sallyport.conformance.definitions;

import org.jspecify.annotations.NullMarked;
