package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.cloudformation.Resource;
import io.sallyport.core.definition.cloudformation.Stack;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which stage of an HTTP API is served, and what is said about it. */
final class HttpStages {

  private static final String DEFAULT = "$default";

  /** What of a stage's settings of routes changes no request. */
  private static final Set<String> SETTINGS =
      Set.of("DetailedMetricsEnabled", "DataTraceEnabled", "LoggingLevel");

  private static final Set<String> LIMITS = Set.of("ThrottlingBurstLimit", "ThrottlingRateLimit");

  private final Stack stack;
  private final Problems problems;

  /** A stage and its variables. */
  record Stage(String name, Map<String, String> variables) {}

  HttpStages(Stack stack, Problems problems) {
    this.stack = stack;
    this.problems = problems;
  }

  /** The stage of an API that is served; empty where the template has none. */
  Optional<Stage> of(Resource api) {
    List<Resource> all = HttpApis.of(api, HttpApis.STAGE, stack);
    String chosen = stack.deployment().choice(api.id()).stage();
    if (all.isEmpty()) {
      String implicit = api.property("Target").isPresent() ? DEFAULT : null;
      return Optional.ofNullable(chosen == null ? implicit : chosen)
          .map(name -> new Stage(name, Map.of()));
    }
    List<Resource> meant =
        all.stream().filter(one -> chosen == null || name(one).equals(chosen)).toList();
    if (meant.size() == 1) {
      return meant.stream().findFirst().map(this::read);
    }
    refuse(api, all, chosen == null ? "" : chosen);
    return meant.stream().findFirst().map(this::read);
  }

  private void refuse(Resource api, List<Resource> all, String chosen) {
    String names = all.stream().map(one -> "`" + name(one) + "`").collect(Collectors.joining(", "));
    if (chosen.isEmpty()) {
      problems.error(
          "several-stages",
          api.at(),
          "`" + api.id() + "` has the stages " + names + ", expected the one to serve to be named");
    } else {
      problems.error(
          "unknown-stage",
          api.at(),
          "`" + chosen + "` is no stage of `" + api.id() + "`, expected one of " + names);
    }
  }

  private Stage read(Resource stage) {
    Map<String, String> variables = new LinkedHashMap<>();
    stage.property("StageVariables").ifPresent(node -> variables(node, variables));
    stage.property("DefaultRouteSettings").ifPresent(this::checkSettings);
    stage
        .property("RouteSettings")
        .ifPresent(all -> {
          if (all instanceof Mapping routes) {
            routes.entries().values().forEach(this::checkSettings);
          } else {
            wrongType(all, "settings by route");
          }
        });
    return new Stage(name(stage), variables);
  }

  private void variables(Node node, Map<String, String> variables) {
    if (!(node instanceof Mapping all)) {
      wrongType(node, "variables by name");
      return;
    }
    all.entries()
        .forEach((name, value) -> {
          if (value instanceof Scalar scalar && scalar.kind() != Node.Kind.NULL) {
            variables.put(name, scalar.text());
          } else {
            wrongType(value, "a text");
          }
        });
  }

  private void checkSettings(Node node) {
    if (!(node instanceof Mapping settings)) {
      wrongType(node, "settings of routes");
      return;
    }
    for (String name : settings.entries().keySet()) {
      Location at = settings.keyAt(name);
      if (LIMITS.contains(name)) {
        problems.unenforced(
            "throttling-not-enforced",
            at,
            "`" + name + "` is not enforced: requests are not limited by stages yet");
      } else if (!SETTINGS.contains(name)) {
        problems.error("unknown-property", at, "`" + name + "` is no setting of a route");
      }
    }
  }

  private void wrongType(Node node, String expected) {
    problems.error("wrong-type", node.at(), "expected " + expected);
  }

  private static String name(Resource stage) {
    return stage.text("StageName").orElse(stage.id());
  }
}
