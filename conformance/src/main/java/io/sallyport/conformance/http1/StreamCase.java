package io.sallyport.conformance.http1;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One raw stream of the corpus with the verdicts of the reference servers.
 *
 * @param latin1 the bytes of the stream, one a character
 * @param consensus {@code reject} and {@code accept} are unanimous; {@code mostly-reject}, {@code
 *     split} and {@code mostly-accept} are not
 * @param referencesSaw for each reference that let anything through, the requests its backend saw,
 *     as {@link HttpRequest#summary}
 */
record StreamCase(String id, String consensus, String latin1, List<List<String>> referencesSaw) {
  StreamCase {
    referencesSaw = List.copyOf(referencesSaw);
  }

  static StreamCase of(JsonNode line) {
    List<List<String>> saw = new ArrayList<>();
    for (JsonNode reference : line.path("refs")) {
      List<String> requests = new ArrayList<>();
      reference.path("backend_saw").forEach(r -> requests.add(r.asString()));
      if (!requests.isEmpty()) {
        saw.add(List.copyOf(requests));
      }
    }
    return new StreamCase(
        line.path("id").asString(),
        line.path("consensus").asString(),
        new String(
            Base64.getDecoder().decode(line.path("raw_b64").asString()),
            StandardCharsets.ISO_8859_1),
        saw);
  }

  byte[] raw() {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  boolean unanimousReject() {
    return consensus.equals("reject");
  }

  boolean unanimousAccept() {
    return consensus.equals("accept");
  }
}
