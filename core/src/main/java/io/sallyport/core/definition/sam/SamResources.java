package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import java.util.Arrays;
import java.util.Map;

/** Writes each resource of SAM as those that it stands for, and leaves the others as they are. */
final class SamResources {

  static final String PREFIX = "AWS::Serverless::";

  private final Mapping resources;
  private final Events events;
  private final Globals globals;
  private final SamProblems problems;
  private final MappingBuilder written;
  private final References references = new References();
  private final Output apis;

  SamResources(Mapping resources, Events events, Globals globals, SamProblems problems) {
    this.resources = resources;
    this.events = events;
    this.globals = globals;
    this.problems = problems;
    this.written = new MappingBuilder(resources.at());
    this.apis = new Output(resources.at());
  }

  /** Whether a resource is one of SAM's. */
  static boolean isSam(Mapping resource) {
    return type(resource).startsWith(PREFIX);
  }

  /** Every resource of the template, none of them SAM's. */
  Mapping write(OwnerConditions conditions) {
    resources
        .entries()
        .forEach((id, node) -> {
          if (node instanceof Mapping resource && isSam(resource)) {
            generate(id, globals.applied(id, resource, problems), conditions);
          } else {
            written.put(id, node, resources.keyAt(id));
          }
        });
    return written.build();
  }

  /** The names that the resources of SAM have for what was written for them. */
  References references() {
    return references;
  }

  private void generate(String id, Mapping resource, OwnerConditions conditions) {
    Node properties = resource.entries().get("Properties");
    if (!Snippets.isAbsent(properties) && !(properties instanceof Mapping)) {
      problems.resource(id, resource.keyAt("Properties"), "Properties should be a map.");
      return;
    }
    boolean isApi = Arrays.stream(ApiKind.values()).anyMatch(k -> k.type().equals(type(resource)));
    if (isApi && !LateParts.isFree(resource, problems)) {
      return;
    }
    Output out = new Output(resources.at());
    switch (type(resource)) {
      case "AWS::Serverless::Api" -> {
        Mapping before = apis.resources();
        RestApiResource.generate(id, resource, events.of(id), apis, problems);
        take(id, before, conditional(id, resource, apis.resources(), conditions));
        return;
      }
      case "AWS::Serverless::HttpApi" -> {
        HttpApiResource.generate(id, resource, events.of(id), out, problems);
        take(
            id,
            Snippets.empty(resources.at()),
            conditional(id, resource, out.resources(), conditions));
        return;
      }
      case "AWS::Serverless::Function" -> FunctionResource.generate(id, resource, out, problems);
      case "AWS::Serverless::StateMachine" ->
          StateMachineResource.generate(id, resource, out, problems);
      default -> {
        if (!OtherResources.generate(id, resource, out, problems)) {
          problems.resource(
              id, resource.keyAt("Type"), "Type '" + type(resource) + "' is not supported.");
        }
      }
    }
    take(id, Snippets.empty(resources.at()), out.resources());
  }

  /** Takes over what is new, which may be what was there before with more in it. */
  private void take(String owner, Mapping before, Mapping now) {
    for (Map.Entry<String, Node> entry : now.entries().entrySet()) {
      String id = entry.getKey();
      if (entry.getValue().equals(before.entries().get(id))
          || !(entry.getValue() instanceof Mapping resource)) {
        continue;
      }
      if (!id.equals(owner) && resources.entries().containsKey(id)) {
        problems.taken(owner, id, type(resource), resource.at());
        continue;
      }
      written.put(id, resource, now.keyAt(id));
      references.add(owner, id, resource);
    }
  }

  private Mapping conditional(
      String id, Mapping resource, Mapping now, OwnerConditions conditions) {
    Mapping properties = Snippets.mapping(resource, "Properties");
    if (properties.entries().containsKey("DefinitionBody")
        || properties.entries().containsKey("DefinitionUri")
        || !(now.entries().get(id) instanceof Mapping api)
        || !(Snippets.mapping(api, "Properties").entries().get("Body") instanceof Mapping body)
        || !(body.entries().get("paths") instanceof Mapping paths)) {
      return now;
    }
    Mapping wrapped = conditions.onPaths(id, paths, events.of(id));
    Mapping whole = MappingBuilder.of(body).put("paths", wrapped, body.keyAt("paths")).build();
    Mapping with =
        MappingBuilder.of(Snippets.mapping(api, "Properties"))
            .put("Body", whole, body.at())
            .build();
    return MappingBuilder.of(now)
        .put(
            id,
            MappingBuilder.of(api).put("Properties", with, api.keyAt("Properties")).build(),
            now.keyAt(id))
        .build();
  }

  private static String type(Mapping resource) {
    String type = Snippets.written(resource.entries().get("Type"));
    return type == null ? "" : type;
  }
}
