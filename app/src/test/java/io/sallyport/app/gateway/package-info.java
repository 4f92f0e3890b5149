@NullMarked
package io.sallyport.app.gateway;

import org.jspecify.annotations.NullMarked;
