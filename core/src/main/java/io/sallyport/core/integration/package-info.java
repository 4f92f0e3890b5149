/** What stands behind a route and answers: HTTP endpoints, Lambda functions and mocks. */
@NullMarked
package io.sallyport.core.integration;

import org.jspecify.annotations.NullMarked;
