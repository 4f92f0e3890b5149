@NullMarked
package io.sallyport.edge.admin;

import org.jspecify.annotations.NullMarked;
