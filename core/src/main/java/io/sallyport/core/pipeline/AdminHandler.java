package io.sallyport.core.pipeline;

import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.Headers;
import io.sallyport.core.message.Response;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests to the admin listener: a bounded request in, a response out. Called on a thread
 * that may block.
 */
@FunctionalInterface
public interface AdminHandler {

  Response handle(AdminRequest request);

  /**
   * A request to the admin listener.
   *
   * @param query what follows the first {@code ?}, or null
   */
  record AdminRequest(
      String method, String path, @Nullable String query, Headers headers, Bytes body) {}
}
