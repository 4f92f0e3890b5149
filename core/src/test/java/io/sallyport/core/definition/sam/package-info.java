@NullMarked
package io.sallyport.core.definition.sam;

import org.jspecify.annotations.NullMarked;
