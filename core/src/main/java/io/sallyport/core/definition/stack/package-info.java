/**
 * The resources of a deployed template as what the gateway serves: each API as an OpenAPI document
 * with API Gateway's extensions, so that one reader and one table decide about all of them.
 */
@NullMarked
package io.sallyport.core.definition.stack;

import org.jspecify.annotations.NullMarked;
