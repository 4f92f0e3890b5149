/** What runs: deployed APIs, how a request finds its route among them, and how a stage speaks. */
@NullMarked
package io.sallyport.core.snapshot;

import org.jspecify.annotations.NullMarked;
