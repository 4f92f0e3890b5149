/** What keeps the house in order: formatting, tidiness and the rules of its architecture. */
@NullMarked
package io.sallyport.house;

import org.jspecify.annotations.NullMarked;
