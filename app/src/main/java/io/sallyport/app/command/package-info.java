/** The commands and their flags. */
@NullMarked
package io.sallyport.app.command;

import org.jspecify.annotations.NullMarked;
