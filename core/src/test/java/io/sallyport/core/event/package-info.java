@NullMarked
package io.sallyport.core.event;

import org.jspecify.annotations.NullMarked;
