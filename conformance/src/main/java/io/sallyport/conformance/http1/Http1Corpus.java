package io.sallyport.conformance.http1;

import io.sallyport.conformance.corpus.Corpus;
import io.sallyport.conformance.corpus.Gateway;
import io.sallyport.conformance.corpus.Json;
import io.sallyport.conformance.corpus.NotRunException;
import io.sallyport.conformance.corpus.Product;
import io.sallyport.conformance.corpus.Score;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Raw HTTP/1.1 streams, each on a fresh connection to a gateway whose one route sends everything to
 * a strict backend. Streams go one after the other, because nothing in a raw stream could tell two
 * of them apart at the backend.
 */
public final class Http1Corpus implements Corpus {
  private static final int ANSWER_MILLIS = 2_000;
  private static final int NOTHING_EXPECTED_MILLIS = 400;
  private static final int QUIET_MILLIS = 150;
  private static final int SETTLE_MILLIS = 5;
  private static final int LAST_SETTLE_MILLIS = 1_000;

  private final Product product;
  private final PrintStream err;

  public Http1Corpus(Product product, PrintStream err) {
    this.product = product;
    this.err = err;
  }

  @Override
  public boolean existsIn(Path directory) {
    return Files.exists(directory.resolve("http1/cases.jsonl"));
  }

  @Override
  public Score run(Path directory) throws IOException, NotRunException {
    List<StreamCase> streams = new ArrayList<>();
    for (JsonNode line : Json.lines(directory.resolve("http1/cases.jsonl"))) {
      streams.add(StreamCase.of(line));
    }
    Path folder = Files.createTempDirectory("conformance-http1");
    try (RecordingBackend backend = new RecordingBackend()) {
      Path definition = folder.resolve("catch-all.json");
      Files.writeString(definition, CatchAllDefinition.to(backend.uri()));
      try (Gateway gateway = product.up(List.of(definition.toString()))) {
        List<Verdict> verdicts = judgeAll(streams, gateway, backend);
        report(streams, verdicts);
        return new Score((int) verdicts.stream().filter(Verdict::passed).count(), streams.size());
      }
    }
  }

  private List<Verdict> judgeAll(
      List<StreamCase> streams, Gateway gateway, RecordingBackend backend)
      throws IOException, NotRunException {
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < streams.size(); i++) {
      if (!gateway.alive()) {
        throw new NotRunException("the gateway ended at `" + streams.get(i).id() + "`");
      }
      StreamCase stream = streams.get(i);
      ClientView client = exchange(stream, gateway);
      settle(backend, i == streams.size() - 1 ? LAST_SETTLE_MILLIS : SETTLE_MILLIS);
      verdicts.add(Verdict.of(stream, client, backend.drain()));
    }
    return verdicts;
  }

  private static ClientView exchange(StreamCase stream, Gateway gateway) throws IOException {
    boolean answerIsDue = stream.unanimousReject() || stream.unanimousAccept();
    return RawClient.exchange(
        gateway.http(),
        stream.raw(),
        answerIsDue ? ANSWER_MILLIS : NOTHING_EXPECTED_MILLIS,
        QUIET_MILLIS);
  }

  /**
   * Waits until the backend has been quiet; what arrives later still counts, against a later
   * stream.
   */
  private static void settle(RecordingBackend backend, int millis) throws NotRunException {
    try {
      long before;
      do {
        before = backend.activity();
        Thread.sleep(millis);
      } while (before != backend.activity());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new NotRunException("interrupted");
    }
  }

  private void report(List<StreamCase> streams, List<Verdict> verdicts) {
    int rejects = 0;
    int refused = 0;
    for (int i = 0; i < streams.size(); i++) {
      Verdict verdict = verdicts.get(i);
      if (streams.get(i).unanimousReject()) {
        rejects++;
        refused += verdict.client().refused() ? 1 : 0;
      }
      if (!verdict.passed()) {
        err.println(verdict.id() + ": " + String.join("; ", verdict.faults()));
      }
    }
    err.printf(
        "http1 unanimous rejects refused %d/%d, malformed at backend %d, extra at backend %d,"
            + " truncated at backend %d%n",
        refused,
        rejects,
        verdicts.stream().mapToInt(Verdict::malformed).sum(),
        verdicts.stream().mapToInt(Verdict::extra).sum(),
        verdicts.stream().mapToInt(Verdict::truncated).sum());
  }
}
