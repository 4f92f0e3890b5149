package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.source.DocumentLimits;
import io.sallyport.core.definition.source.DocumentReader;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a template's resources are written as, and what was wrong with them. */
record Written(Mapping resources, List<Problem> problems) {

  /** Writes the HTTP APIs and functions of a template of resources. */
  static Written of(String template) {
    Problems problems = new Problems(Set.of());
    Mapping root =
        (Mapping)
            DocumentReader.read(
                    "template.yaml",
                    template.getBytes(StandardCharsets.UTF_8),
                    DocumentLimits.DEFINITION,
                    problems)
                .orElseThrow(() -> new AssertionError(problems.found()));
    Output out = new Output(root.at());
    SamProblems sam = new SamProblems(problems);
    root.entries()
        .forEach((id, node) -> {
          Mapping resource = (Mapping) node;
          switch (String.valueOf(Snippets.written(resource.entries().get("Type")))) {
            case "AWS::Serverless::HttpApi" ->
                HttpApiResource.generate(id, resource, events(id, root), out, sam);
            case "AWS::Serverless::Function" -> FunctionResource.generate(id, resource, out, sam);
            case "AWS::Serverless::StateMachine" ->
                StateMachineResource.generate(id, resource, out, sam);
            default -> OtherResources.generate(id, resource, out, sam);
          }
        });
    return new Written(out.resources(), problems.found());
  }

  /** The messages of the problems, without the resource's name. */
  List<String> messages() {
    return problems.stream().map(Problem::message).toList();
  }

  /** What stands at a path of keys, the way SAM's messages show it. */
  String at(String... keys) {
    Node node = resources;
    for (String key : keys) {
      node = node instanceof Mapping mapping ? mapping.entries().get(key) : null;
      if (node == null) {
        return "nothing";
      }
    }
    return Snippets.shown(node);
  }

  private static List<ApiEvent> events(String api, Mapping root) {
    List<ApiEvent> events = new ArrayList<>();
    root.entries()
        .forEach((id, node) -> {
          Mapping resource = (Mapping) node;
          Mapping properties = Snippets.mapping(resource, "Properties");
          Mapping all = Snippets.mapping(properties, "Events");
          for (Map.Entry<String, Node> entry : all.entries().entrySet()) {
            Mapping event = Snippets.mapping((Mapping) entry.getValue(), "Properties");
            if (Snippets.shown(Snippets.mapping(event, "ApiId")).equals("{'Ref': '" + api + "'}")) {
              events.add(
                  new ApiEvent(
                      id,
                      ApiEvent.OwnerKind.FUNCTION,
                      entry.getKey(),
                      api,
                      event,
                      resource.entries().get("Condition"),
                      properties,
                      all.keyAt(entry.getKey())));
            }
          }
        });
    return events;
  }
}
