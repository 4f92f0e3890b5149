package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The usage plan that {@code Auth.UsagePlan} asks for. See "ApiUsagePlan" in the SAM developer
 * guide.
 */
final class RestUsagePlan {

  private static final Set<String> KEYS =
      Set.of("CreateUsagePlan", "Description", "Quota", "Tags", "Throttle", "UsagePlanName");
  private static final Set<String> KINDS = Set.of("SHARED", "PER_API", "NONE");
  private static final List<String> CARRIED =
      List.of("UsagePlanName", "Description", "Quota", "Tags", "Throttle");

  private final Mapping written;
  private final String kind;

  private RestUsagePlan(Mapping written, String kind) {
    this.written = written;
    this.kind = kind;
  }

  /** Reads {@code UsagePlan} of {@code auth}; empty where there is none or something is wrong. */
  static Optional<RestUsagePlan> read(String id, Mapping auth, SamProblems problems) {
    Node node = auth.entries().get("UsagePlan");
    Location at = auth.keyAt("UsagePlan");
    if (Snippets.isAbsent(node)) {
      return Optional.empty();
    }
    if (!(node instanceof Mapping written)) {
      problems.resource(id, at, "'UsagePlan' must be a dictionary");
      return Optional.empty();
    }
    Optional<String> unknown =
        written.entries().keySet().stream().filter(key -> !KEYS.contains(key)).findFirst();
    if (unknown.isPresent()) {
      problems.resource(id, written.keyAt(unknown.get()), "Invalid property for 'UsagePlan'");
      return Optional.empty();
    }
    Node create = written.entries().get("CreateUsagePlan");
    if (Snippets.isAbsent(create)) {
      problems.resource(id, at, "'CreateUsagePlan' is a required field for UsagePlan.");
      return Optional.empty();
    }
    String kind = Snippets.written(create);
    if (kind == null || !KINDS.contains(kind)) {
      problems.resource(
          id,
          written.keyAt("CreateUsagePlan"),
          "'CreateUsagePlan' accepts one of ['SHARED', 'PER_API', 'NONE'].");
      return Optional.empty();
    }
    return Optional.of(new RestUsagePlan(written, kind));
  }

  /**
   * Writes the plan, its key and what joins them. The resources exist where the API does; what all
   * APIs share exists always, and has the stages of those that do.
   */
  void write(String apiId, Node stage, Output out) {
    switch (kind) {
      case "PER_API" -> {
        Mapping api = resource(apiId, out);
        write(apiId, apiId + "UsagePlan", apiId + "ApiKey", stage, null, api, out);
      }
      case "SHARED" -> {
        Mapping api = resource(apiId, out);
        Node condition = api == null ? null : api.entries().get("Condition");
        write(apiId, "ServerlessUsagePlan", "ServerlessApiKey", stage, condition, null, out);
      }
      default -> {}
    }
  }

  private void write(
      String apiId,
      String planId,
      String keyId,
      Node stage,
      @Nullable Node condition,
      @Nullable Mapping source,
      Output out) {
    Location at = written.at();
    Node planStage =
        Snippets.onlyIf(
            condition,
            new MappingBuilder(at)
                .put("ApiId", Snippets.ref(apiId, at))
                .put("Stage", stage, at)
                .build());
    Node keyStage =
        Snippets.onlyIf(
            condition,
            new MappingBuilder(at)
                .put("RestApiId", Snippets.ref(apiId, at))
                .put("StageName", stage, at)
                .build());
    MappingBuilder plan =
        MappingBuilder.of(before(planId, out))
            .put("ApiStages", with(planId, "ApiStages", planStage, out));
    for (String key : CARRIED) {
      Node value = written.entries().get(key);
      if (value != null) {
        plan.put(key, value, written.keyAt(key));
      }
    }
    Mapping key =
        new MappingBuilder(at)
            .put("Enabled", Snippets.truth(true, at))
            .put("StageKeys", with(keyId, "StageKeys", keyStage, out))
            .build();
    Mapping joined =
        new MappingBuilder(at)
            .put("KeyId", Snippets.ref(keyId, at))
            .put("KeyType", "API_KEY", at)
            .put("UsagePlanId", Snippets.ref(planId, at))
            .build();
    out.add(planId, "AWS::ApiGateway::UsagePlan", plan.build(), source, at);
    out.add(keyId, "AWS::ApiGateway::ApiKey", key, source, at);
    out.add(planId + "Key", "AWS::ApiGateway::UsagePlanKey", joined, source, at);
  }

  private Mapping before(String id, Output out) {
    Mapping resource = resource(id, out);
    return resource == null
        ? Snippets.empty(written.at())
        : Snippets.mapping(resource, "Properties");
  }

  private Sequence with(String id, String key, Node item, Output out) {
    List<Node> items = new ArrayList<>();
    if (before(id, out).entries().get(key) instanceof Sequence before) {
      items.addAll(before.items());
    }
    items.add(item);
    return new Sequence(items, written.at());
  }

  private static @Nullable Mapping resource(String id, Output out) {
    return out.resources().entries().get(id) instanceof Mapping resource ? resource : null;
  }
}
