/**
 * What a request brings along, looked up by what operators write: {@code $context} variables,
 * references, templates that are filled with them, and the format of access log lines.
 */
@NullMarked
package io.sallyport.core.values;

import org.jspecify.annotations.NullMarked;
