/** Authorizers: who the caller is, and whether that caller may. Strangers to each other. */
@NullMarked
package io.sallyport.core.authorizer;

import org.jspecify.annotations.NullMarked;
