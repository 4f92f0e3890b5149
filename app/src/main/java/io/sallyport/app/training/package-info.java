/** The training run that the AOT cache is made from. */
@NullMarked
package io.sallyport.app.training;

import org.jspecify.annotations.NullMarked;
