package io.sallyport.conformance.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Reads the problems that {@code check --format json} printed. */
public final class Problems {
  private Problems() {}

  /**
   * The ids of all errors, each once, how often in parentheses when more than once. Nothing when
   * the command did not end as a refusal with named problems.
   */
  public static Optional<String> ids(Product.Ended check) {
    if (check.exit() != 2) {
      return Optional.empty();
    }
    Map<String, Integer> counts = new TreeMap<>();
    JsonNode problems = Json.tryParse(check.out()).map(o -> o.path("problems")).orElse(null);
    if (problems == null || !named(problems)) {
      return Optional.empty();
    }
    for (JsonNode problem : problems) {
      if (!problem.path("severity").asString("").equals("warning")) {
        counts.merge(problem.path("id").asString(), 1, Integer::sum);
      }
    }
    List<String> ids = new ArrayList<>();
    counts.forEach((id, n) -> ids.add(n == 1 ? id : id + " (" + n + ")"));
    return ids.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", ids));
  }

  /** A refusal without id or sentence tells an operator nothing. */
  private static boolean named(JsonNode problems) {
    for (JsonNode problem : problems) {
      if (problem.path("id").asString("").isEmpty()
          || problem.path("message").asString("").isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
