@NullMarked
package io.sallyport.adapters.aws;

import org.jspecify.annotations.NullMarked;
