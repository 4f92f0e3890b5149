@NullMarked
package io.sallyport.conformance.events;

import org.jspecify.annotations.NullMarked;
