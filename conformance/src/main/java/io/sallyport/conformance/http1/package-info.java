/** Raw HTTP/1.1 streams through a running gateway in front of a strict recording backend. */
@NullMarked
package io.sallyport.conformance.http1;

import org.jspecify.annotations.NullMarked;
