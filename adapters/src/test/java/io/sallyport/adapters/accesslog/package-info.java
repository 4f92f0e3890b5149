@NullMarked
package io.sallyport.adapters.accesslog;

import org.jspecify.annotations.NullMarked;
