package io.sallyport.core.message;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A request as the caller sent it.
 *
 * @param method the request method, case-sensitive
 * @param path the path of the target, still percent-encoded, starting with {@code /}
 * @param query what follows the first {@code ?}, still encoded, or null when there is none
 * @param host the authority the caller named, without port and in lower case; empty when it named
 *     none
 * @param source the caller's address
 * @param secure whether it came over TLS
 */
public record Request(
    String method,
    String path,
    @Nullable String query,
    String host,
    Headers headers,
    Body body,
    InetSocketAddress source,
    boolean secure) {}
