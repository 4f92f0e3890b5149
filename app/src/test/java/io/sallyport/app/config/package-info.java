@NullMarked
package io.sallyport.app.config;

import org.jspecify.annotations.NullMarked;
