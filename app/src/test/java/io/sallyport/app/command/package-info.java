@NullMarked
package io.sallyport.app.command;

import org.jspecify.annotations.NullMarked;
