/** AWS-shaped records of what an operator wrote, and the problems found in it. */
@NullMarked
package io.sallyport.core.definition;

import org.jspecify.annotations.NullMarked;
