@NullMarked
package io.sallyport.app.report;

import org.jspecify.annotations.NullMarked;
