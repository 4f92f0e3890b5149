/** Events of Lambda functions, held against samples of others. */
@NullMarked
package io.sallyport.conformance.events;

import org.jspecify.annotations.NullMarked;
