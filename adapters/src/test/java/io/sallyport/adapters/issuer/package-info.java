@NullMarked
package io.sallyport.adapters.issuer;

import org.jspecify.annotations.NullMarked;
