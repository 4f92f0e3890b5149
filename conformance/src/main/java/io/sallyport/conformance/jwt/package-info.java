/** Tokens of Wycheproof, put to {@code verify jws}. */
@NullMarked
package io.sallyport.conformance.jwt;

import org.jspecify.annotations.NullMarked;
