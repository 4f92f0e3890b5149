package io.sallyport.adapters.process;

import java.net.URI;
import java.util.Optional;

/** How a process is known to be ready. */
public sealed interface Readiness {

  /** An HTTP URL that answers, whatever the status. */
  record Answers(URI url) implements Readiness {}

  /** A port that accepts. */
  record Accepts(String host, int port) implements Readiness {}

  /** A line of its output that contains {@code text}. */
  record Says(String text) implements Readiness {}

  /** Reads {@code http://…}, {@code tcp:host:port} or {@code log:text}; empty when it is none. */
  static Optional<Readiness> parse(String text) {
    if (text.startsWith("log:") && text.length() > 4) {
      return Optional.of(new Says(text.substring(4)));
    }
    if (text.startsWith("tcp:")) {
      return port(text.substring(4));
    }
    return url(text);
  }

  private static Optional<Readiness> port(String address) {
    int colon = address.lastIndexOf(':');
    if (colon <= 0 || !address.substring(colon + 1).matches("[0-9]{1,5}")) {
      return Optional.empty();
    }
    int port = Integer.parseInt(address.substring(colon + 1));
    return port < 1 || port > 65_535
        ? Optional.empty()
        : Optional.of(new Accepts(address.substring(0, colon), port));
  }

  private static Optional<Readiness> url(String text) {
    try {
      URI url = URI.create(text);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      return http && url.getHost() != null ? Optional.of(new Answers(url)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
