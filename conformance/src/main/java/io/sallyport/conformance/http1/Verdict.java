package io.sallyport.conformance.http1;

import java.util.ArrayList;
import java.util.List;

/**
 * The judgement over one stream.
 *
 * @param client what came back
 * @param malformed requests at the backend that are not HTTP
 * @param extra requests at the backend that a strict reading of the client's stream does not hold
 * @param truncated requests whose connection ended inside them, which a streaming gateway may leave
 *     behind
 * @param faults sentences; empty when the case passed
 */
record Verdict(
    String id, ClientView client, int malformed, int extra, int truncated, List<String> faults) {
  Verdict {
    faults = List.copyOf(faults);
  }

  /**
   * Judges what client and backend saw.
   *
   * <p>The backend may see a beginning of the strict reading of the stream, or the one first
   * request that a reference let through. References that let a second request through by a lenient
   * reading are no excuse: a second request has to be in the strict reading, or it is smuggled.
   */
  static Verdict of(StreamCase stream, ClientView client, RecordingBackend.Seen seen) {
    int extra = extra(stream, seen.requests());
    List<String> faults = new ArrayList<>();
    seen.malformed().forEach(why -> faults.add("malformed at backend: " + why));
    if (extra > 0) {
      faults.add("extra at backend: " + seen.requests());
    }
    if (stream.unanimousReject() && !client.refused()) {
      faults.add("not refused: " + client);
    }
    if (stream.unanimousAccept() && !client.statuses().contains(200)) {
      faults.add("not served: " + client);
    }
    return new Verdict(
        stream.id(), client, seen.malformed().size(), extra, seen.truncated(), faults);
  }

  boolean passed() {
    return faults.isEmpty();
  }

  private static int extra(StreamCase stream, List<HttpRequest> seen) {
    List<String> summaries = seen.stream().map(HttpRequest::summary).toList();
    int allowed = commonStart(summaries, strictReading(stream));
    for (List<String> reference : stream.referencesSaw()) {
      allowed = Math.max(allowed, commonStart(summaries, reference.subList(0, 1)));
    }
    return summaries.size() - allowed;
  }

  private static List<String> strictReading(StreamCase stream) {
    if (stream.unanimousReject()) {
      return List.of();
    }
    return StrictReader.readStream(stream.raw()).stream().map(HttpRequest::summary).toList();
  }

  private static int commonStart(List<String> seen, List<String> permitted) {
    int same = 0;
    while (same < Math.min(seen.size(), permitted.size())
        && seen.get(same).equals(permitted.get(same))) {
      same++;
    }
    return same;
  }
}
