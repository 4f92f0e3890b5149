/** What the commands print: problems and the table of routes. */
@NullMarked
package io.sallyport.app.report;

import org.jspecify.annotations.NullMarked;
