package io.sallyport.adapters.function.process;

import io.sallyport.core.message.Bytes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to the runtime API.
 *
 * @param headers by name in lower case
 * @param body null when it was longer than it may be; it has been read and forgotten then
 */
record ApiRequest(String method, String path, Map<String, String> headers, @Nullable Bytes body) {}
