/**
 * The execution log of REST APIs: what happened to each request, event by event, in AWS's words.
 */
@NullMarked
package io.sallyport.core.executionlog;

import org.jspecify.annotations.NullMarked;
