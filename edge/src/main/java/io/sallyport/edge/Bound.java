package io.sallyport.edge;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The addresses that accept connections; null where a listener is off. */
public record Bound(
    @Nullable InetSocketAddress http,
    @Nullable InetSocketAddress https,
    @Nullable InetSocketAddress admin) {}
