package io.sallyport.core.snapshot;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a route's authorizer.
 *
 * @param name the name of its security scheme
 * @param type as AWS names it, {@code TOKEN}; with the version of its event where that is one of
 *     several
 * @param ttl how long its results are kept; null where tokens say it themselves
 * @param declaredAt the file and the line of its security scheme, {@code api.yaml:12}
 */
public record DeployedAuthorizer(
    String name, String type, @Nullable Duration ttl, String declaredAt) {}
