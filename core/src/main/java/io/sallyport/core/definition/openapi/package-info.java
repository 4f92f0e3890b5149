/**
 * Reads OpenAPI and Swagger documents with API Gateway's extensions into definitions. Every
 * property AWS knows stands in {@link PropertyTable}, which decides what becomes of it.
 */
@NullMarked
package io.sallyport.core.definition.openapi;

import org.jspecify.annotations.NullMarked;
