/** What operators write inside values: plain templates, mapping sources, path patterns. */
@NullMarked
package io.sallyport.core.language;

import org.jspecify.annotations.NullMarked;
