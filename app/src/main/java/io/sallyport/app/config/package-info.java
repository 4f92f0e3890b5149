/** What the operator set: one record tree, read once from the flags and the configuration file. */
@NullMarked
package io.sallyport.app.config;

import org.jspecify.annotations.NullMarked;
