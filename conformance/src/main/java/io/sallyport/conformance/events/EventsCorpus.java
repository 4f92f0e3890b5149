package io.sallyport.conformance.events;

import io.sallyport.conformance.corpus.Corpus;
import io.sallyport.conformance.corpus.Json;
import io.sallyport.conformance.corpus.Score;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Samples of events that functions of integrations and authorizers get. The request a sample tells
 * of is put to the writer of its kind, and what comes out has every member of the sample, of the
 * same type. Runs in process. Samples that are no events are passed over, and said so.
 */
public final class EventsCorpus implements Corpus {
  private final PrintStream err;

  public EventsCorpus(PrintStream err) {
    this.err = err;
  }

  @Override
  public boolean existsIn(Path directory) {
    return Files.isDirectory(directory.resolve("events"));
  }

  @Override
  public Score run(Path directory) throws IOException {
    int passed = 0;
    int total = 0;
    for (Path file : files(directory.resolve("events"))) {
      JsonNode sample = Json.parse(Files.readString(file));
      if (sample.has("policyDocument")) {
        err.println(file.getFileName() + ": passed over: what an authorizer returns is no event");
        continue;
      }
      total++;
      List<String> faults = faults(sample.path("input").isObject() ? sample.get("input") : sample);
      if (faults.isEmpty()) {
        passed++;
      }
      faults.forEach(fault -> err.println(file.getFileName() + ": " + fault));
    }
    return new Score(passed, total);
  }

  private List<String> faults(JsonNode sample) {
    Optional<EventKind> kind = EventKind.of(sample);
    if (kind.isEmpty()) {
      return List.of("no event of that kind is made");
    }
    List<String> faults = new ArrayList<>();
    JsonNode made = Json.parse(new SampleRequest(sample, kind.get()).event().text());
    Shape.compare("", sample, made, faults);
    return faults;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }
}
