package io.sallyport.edge.upstream;

import io.sallyport.edge.wire.HeadLimits;

/**
 * What an endpoint's connections may cost. Times are in nanoseconds.
 *
 * @param head limits of response heads
 * @param connectNanos how long one address may take to accept
 * @param handshakeNanos how long a TLS handshake may take
 * @param silenceNanos how long an endpoint may be silent inside a response body
 * @param idle idle connections kept for each endpoint and loop
 * @param idleNanos how long an idle connection is kept
 * @param resolvedNanos how long the addresses of a name are remembered
 */
public record UpstreamLimits(
    HeadLimits head,
    long connectNanos,
    long handshakeNanos,
    long silenceNanos,
    int idle,
    long idleNanos,
    long resolvedNanos) {}
