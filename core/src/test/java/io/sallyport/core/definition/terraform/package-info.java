@NullMarked
package io.sallyport.core.definition.terraform;

import org.jspecify.annotations.NullMarked;
