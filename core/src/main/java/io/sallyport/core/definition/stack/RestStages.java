package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.cloudformation.Resource;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Sequence;
import io.sallyport.core.definition.source.NodeReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stages of a REST API, which stages and deployments make, and which of them is served. */
final class RestStages {

  /** The stage that SAM's transform makes by accident beside the one that was asked for. */
  private static final String ACCIDENT = "Stage";

  private static final String NAME = "StageName";
  private static final String DESCRIPTION = "StageDescription";

  private final RestScope scope;

  private RestStages(RestScope scope) {
    this.scope = scope;
  }

  /** The stage that is served; empty where the API has none, or it is not clear which. */
  static Optional<RestStage> served(RestScope scope) {
    RestStages stages = new RestStages(scope);
    return stages.choose(stages.all());
  }

  private List<RestStage> all() {
    List<RestStage> stages = new ArrayList<>();
    for (Resource stage : scope.members("Stage")) {
      checkSettings(stage.property("MethodSettings").orElse(null));
      Optional<String> name = stage.text(NAME);
      if (name.isEmpty()) {
        scope.error("missing-property", stage, NAME, "`" + stage.id() + "` has no `StageName`");
      }
      name.ifPresent(text -> stages.add(new RestStage(text, variables(stage.properties()))));
    }
    boolean isAsked = !stages.isEmpty();
    for (Resource deployment : scope.members("Deployment")) {
      Mapping description = description(deployment);
      deployment
          .text(NAME)
          .filter(name -> !(isAsked && name.equals(ACCIDENT)))
          .filter(name -> stages.stream().noneMatch(one -> one.name().equals(name)))
          .ifPresent(name -> stages.add(new RestStage(name, variables(description))));
    }
    return stages;
  }

  private Optional<RestStage> choose(List<RestStage> stages) {
    String chosen = scope.stack().deployment().choice(scope.api().id()).stage();
    if (chosen != null) {
      Optional<RestStage> found =
          stages.stream().filter(stage -> stage.name().equals(chosen)).findFirst();
      if (found.isPresent() || stages.isEmpty()) {
        return found.or(() -> Optional.of(new RestStage(chosen, Map.of())));
      }
      unclear(stages, "`" + chosen + "` is none of them");
      return Optional.empty();
    }
    if (stages.size() > 1) {
      unclear(stages, "expected the configuration to say which is served");
      return Optional.empty();
    }
    return stages.stream().findFirst();
  }

  private void unclear(List<RestStage> stages, String why) {
    List<String> names = stages.stream().map(RestStage::name).toList();
    scope
        .problems()
        .error(
            "several-stages",
            scope.api().at(),
            "`"
                + scope.api().id()
                + "` has the stages `"
                + String.join("`, `", names)
                + "`, "
                + why);
  }

  /** What a deployment says about the stage it makes, held against the table. */
  private Mapping description(Resource deployment) {
    Optional<Mapping> written =
        deployment.property(DESCRIPTION).flatMap(new NodeReader(scope.problems())::mapping);
    written.ifPresent(one -> {
      ResourceTable.checkNested(RestRows.STAGE_DESCRIPTION, one, scope.problems());
      checkSettings(one.entries().get("MethodSettings"));
    });
    return written.orElseGet(() -> new Mapping(Map.of(), Map.of(), deployment.at()));
  }

  private void checkSettings(@Nullable Node settings) {
    if (settings instanceof Sequence all) {
      for (Node item : all.items()) {
        new NodeReader(scope.problems())
            .mapping(item)
            .ifPresent(
                one -> ResourceTable.checkNested(RestRows.METHOD_SETTING, one, scope.problems()));
      }
    } else if (settings != null) {
      new NodeReader(scope.problems()).sequence(settings);
    }
  }

  private Map<String, String> variables(Mapping owner) {
    Map<String, String> variables = new LinkedHashMap<>();
    NodeReader nodes = new NodeReader(scope.problems());
    Node written = owner.entries().get("Variables");
    if (written != null) {
      nodes
          .mapping(written)
          .ifPresent(all ->
              all.entries()
                  .forEach((name, value) ->
                      nodes.text(value).ifPresent(text -> variables.put(name, text))));
    }
    return variables;
  }
}
