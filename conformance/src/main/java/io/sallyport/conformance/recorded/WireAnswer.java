package io.sallyport.conformance.recorded;

import io.sallyport.conformance.corpus.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** An answer as it came over the socket, its body unchunked, uncompressed and read as UTF-8. */
record WireAnswer(int status, List<WireHeader> headers, String text) {

  /**
   * Headers of the network in front of AWS and of the single connection, which recorded answers
   * cannot tell about.
   */
  private static final Set<String> NETWORK =
      Set.of("via", "date", "server", "content-length", "connection", "keep-alive", "x-cache");

  WireAnswer {
    headers = List.copyOf(headers);
  }

  /** One header line. */
  record WireHeader(String name, String value) {}

  Optional<String> header(String name) {
    return headers.stream()
        .filter(h -> h.name().equalsIgnoreCase(name))
        .map(WireHeader::value)
        .findFirst();
  }

  /** The headers as an object, in lower case when asked for, without those of the network. */
  ObjectNode comparableHeaders(boolean lower) {
    ObjectNode object = Json.object();
    for (WireHeader header : headers) {
      if (!ofTheNetwork(header.name())) {
        String name = lower ? header.name().toLowerCase(Locale.ROOT) : header.name();
        object.put(name, header.value());
      }
    }
    return object;
  }

  static boolean ofTheNetwork(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return NETWORK.contains(lower) || lower.startsWith("x-amz-cf-");
  }
}
