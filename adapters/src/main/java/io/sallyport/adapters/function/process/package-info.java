/** Lambda functions as processes of this machine, served by a Lambda Runtime API of our own. */
@NullMarked
package io.sallyport.adapters.function.process;

import org.jspecify.annotations.NullMarked;
