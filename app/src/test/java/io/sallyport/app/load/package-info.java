@NullMarked
package io.sallyport.app.load;

import org.jspecify.annotations.NullMarked;
