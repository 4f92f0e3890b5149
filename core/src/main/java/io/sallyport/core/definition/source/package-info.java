/** Documents as trees of nodes that know where they stand: YAML and JSON read alike. */
@NullMarked
package io.sallyport.core.definition.source;

import org.jspecify.annotations.NullMarked;
