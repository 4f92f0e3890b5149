@NullMarked
package io.sallyport.core.definition.source;

import org.jspecify.annotations.NullMarked;
