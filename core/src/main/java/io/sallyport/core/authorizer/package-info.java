/**
 * What finds out who a caller is: one class for each kind of authorizer, strangers to each other.
 */
@NullMarked
package io.sallyport.core.authorizer;

import org.jspecify.annotations.NullMarked;
