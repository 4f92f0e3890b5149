/** Lambda functions behind an Invoke API: an emulator's, or AWS's own. */
@NullMarked
package io.sallyport.adapters.function.invoke;

import org.jspecify.annotations.NullMarked;
