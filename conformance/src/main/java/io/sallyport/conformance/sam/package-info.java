/** SAM templates and what AWS's transform makes of them. */
@NullMarked
package io.sallyport.conformance.sam;

import org.jspecify.annotations.NullMarked;
