package io.sallyport.edge.server;

import io.sallyport.edge.tunnel.Tunnel;
import io.sallyport.edge.wire.HeadLimits;

/**
 * What a caller's connection may cost. Times are in nanoseconds.
 *
 * @param connections open connections on one loop; one more is closed at once
 * @param idleNanos how long a connection without a request stays open
 * @param headNanos how long a head may take from its first byte
 * @param bodyNanos how long a request body may take
 * @param writeStallNanos how long a caller may take none of its answer
 * @param lingerNanos how long bytes are read and forgotten after the last answer
 * @param tunnel of a connection that switched to another protocol
 */
public record ServerLimits(
    HeadLimits head,
    int connections,
    long idleNanos,
    long headNanos,
    long bodyNanos,
    long writeStallNanos,
    long lingerNanos,
    Tunnel.Limits tunnel) {}
