/** Log lines as bytes: texts of any origin, written so that none reaches beyond its own place. */
@NullMarked
package io.sallyport.core.logline;

import org.jspecify.annotations.NullMarked;
