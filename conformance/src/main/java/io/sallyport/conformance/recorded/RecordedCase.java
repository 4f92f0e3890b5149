package io.sallyport.conformance.recorded;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** One recorded request with what AWS answered. */
record RecordedCase(JsonNode line) {

  String id() {
    return line.path("id").asString();
  }

  JsonNode request() {
    return line.path("request");
  }

  /** What tells the deployments of two cases apart. */
  String deploymentKey() {
    List<String> parts = new ArrayList<>();
    for (String name : List.of("definition", "stage", "stageVariables", "canary", "usagePlans")) {
      parts.add(line.path(name).toString());
    }
    return String.join(" ", parts);
  }

  /** Statements that do not hold, as sentences; empty when the case passed. */
  List<String> faults(WireAnswer answer) {
    List<String> faults = new ArrayList<>();
    if (line.has("before") || line.has("after")) {
      faults.add("its steps in another AWS service were not replayed");
    }
    for (JsonNode item : line.path("expect")) {
      new Expectation(item).fault(answer).ifPresent(faults::add);
    }
    return faults;
  }
}
