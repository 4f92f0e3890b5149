@NullMarked
package io.sallyport.core.definition.cloudformation;

import org.jspecify.annotations.NullMarked;
