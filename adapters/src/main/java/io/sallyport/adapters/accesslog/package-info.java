/** The access log's way to a file or to standard output, off the event loops. */
@NullMarked
package io.sallyport.adapters.accesslog;

import org.jspecify.annotations.NullMarked;
