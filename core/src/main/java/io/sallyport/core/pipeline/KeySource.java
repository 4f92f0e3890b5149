package io.sallyport.core.pipeline;

import io.sallyport.core.message.Bytes;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;

/** The port through which public documents of identity providers are read: discovery and keys. */
@FunctionalInterface
public interface KeySource {

  /**
   * Reads {@code uri} by GET, without credentials and without following redirects, and calls {@code
   * receiver} exactly once, on any thread. Never blocks.
   *
   * @param timeout for all of it, from the connection to the last byte
   * @param limit the longest document that is read, in bytes; a longer one is a failure
   */
  void fetch(URI uri, Duration timeout, int limit, Consumer<Fetched> receiver);

  /** How a fetch ended. */
  sealed interface Fetched {}

  /**
   * The document.
   *
   * @param maxAge how long it may be kept by its {@code Cache-Control}; negative when it does not
   *     say
   */
  record Document(Bytes content, Duration maxAge) implements Fetched {}

  /**
   * There is none.
   *
   * @param reason a sentence for the operator
   */
  record Unavailable(String reason) implements Fetched {}
}
