@NullMarked
package io.sallyport.core.definition.openapi;

import org.jspecify.annotations.NullMarked;
