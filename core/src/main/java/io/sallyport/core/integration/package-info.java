/** What stands behind a route and answers: HTTP endpoints and mocks. */
@NullMarked
package io.sallyport.core.integration;

import org.jspecify.annotations.NullMarked;
