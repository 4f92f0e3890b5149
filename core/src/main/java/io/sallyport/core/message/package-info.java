/** What moves through the gateway: headers, bodies, responses and refusals. */
@NullMarked
package io.sallyport.core.message;

import org.jspecify.annotations.NullMarked;
