package io.sallyport.core.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * How a route's authorizer worked on one request, for logs: {@code $context.authorizer.status},
 * {@code .latency}, {@code .integrationLatency} and so on.
 *
 * @param status 200, or the status of the refusal
 * @param latencyNanos all of it
 * @param integrationNanos the call of the authorizer's function; -1 when it was not called
 * @param integrationStatus the status of that call; 0 when there was none
 * @param requestId the id of that call, or null
 * @param error why it refused, or null
 */
public record AuthorizerReport(
    int status,
    long latencyNanos,
    long integrationNanos,
    int integrationStatus,
    @Nullable String requestId,
    @Nullable String error) {}
