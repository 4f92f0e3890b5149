/** The way of log lines to a file or to standard output, off the event loops. */
@NullMarked
package io.sallyport.adapters.linelog;

import org.jspecify.annotations.NullMarked;
