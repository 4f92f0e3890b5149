package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.cloudformation.Deployment;
import io.sallyport.core.definition.source.DocumentLimits;
import io.sallyport.core.definition.source.DocumentReader;
import io.sallyport.core.definition.source.LocalFiles;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A whole template after the transform, and what was wrong with it. */
record Transformed(Mapping root, List<Problem> problems) {

  static Transformed of(String template) {
    return of(template, Map.of());
  }

  /** Transforms the template with values of parameters. */
  static Transformed of(String template, Map<String, String> parameters) {
    Problems problems = new Problems(Set.of());
    Mapping root = read(template, problems);
    Deployment deployment =
        new Deployment("shop", "eu-west-1", "123456789012", parameters, Map.of(), Map.of());
    return new Transformed(
        SamTransform.apply(root, deployment, LocalFiles.NONE, problems), problems.found());
  }

  static Mapping read(String template, Problems problems) {
    return (Mapping)
        DocumentReader.read(
                "template.yaml",
                template.getBytes(StandardCharsets.UTF_8),
                DocumentLimits.DEFINITION,
                problems)
            .orElseThrow(() -> new AssertionError(problems.found()));
  }

  List<String> messages() {
    return problems.stream().map(Problem::message).toList();
  }

  /** What stands at a path of keys, the way SAM's messages show it. */
  String at(String... keys) {
    Node node = root;
    for (String key : keys) {
      node = node instanceof Mapping mapping ? mapping.entries().get(key) : null;
      if (node == null) {
        return "nothing";
      }
    }
    return Snippets.shown(node);
  }
}
