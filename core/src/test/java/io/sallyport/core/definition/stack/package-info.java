@NullMarked
package io.sallyport.core.definition.stack;

import org.jspecify.annotations.NullMarked;
