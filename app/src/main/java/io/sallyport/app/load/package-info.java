/**
 * From flags and files to a compiled snapshot: what {@code up}, {@code check} and a reload share.
 */
@NullMarked
package io.sallyport.app.load;

import org.jspecify.annotations.NullMarked;
