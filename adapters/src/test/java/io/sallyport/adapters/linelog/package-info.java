@NullMarked
package io.sallyport.adapters.linelog;

import org.jspecify.annotations.NullMarked;
