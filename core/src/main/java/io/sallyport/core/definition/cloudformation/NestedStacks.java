package io.sallyport.core.definition.cloudformation;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.source.LocalFiles;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The stacks inside a template, each read when it is first asked for. A template is a local path
 * from the template that names it, as before {@code aws cloudformation package}, an asset of the
 * CDK, or an object in S3 that a local file stands for. See the CloudFormation guide,
 * "AWS::CloudFormation::Stack".
 */
final class NestedStacks {

  static final String TYPE = "AWS::CloudFormation::Stack";

  private static final String OUTPUTS = "Outputs.";

  private final Surroundings surroundings;
  private final Functions functions;
  private final Map<String, Optional<Nested>> known = new HashMap<>();
  private final Set<String> underWay = new LinkedHashSet<>();

  /**
   * @param within the files of the templates around, the innermost last
   */
  record Surroundings(
      Deployment deployment,
      LocalFiles files,
      Preparation preparation,
      Set<String> within,
      Problems problems) {}

  /** A template inside another, and where it counts as deployed. */
  record Nested(Template template, Deployment deployment, ResourceNames names) {}

  NestedStacks(Surroundings surroundings, Functions functions) {
    this.surroundings = surroundings;
    this.functions = functions;
  }

  /** Whether an attribute is an output of a nested stack. */
  static boolean isOutput(Resource resource, String attribute) {
    return resource.type().equals(TYPE) && attribute.startsWith(OUTPUTS);
  }

  /** The template of a stack; empty, with a problem, where it cannot be read. */
  Optional<Nested> of(Resource stack) {
    Optional<Nested> before = known.get(stack.id());
    if (before == null) {
      underWay.add(stack.id());
      before = read(stack);
      underWay.remove(stack.id());
      known.put(stack.id(), before);
    }
    return before;
  }

  /** What an output comes to. */
  Value output(Resource stack, String attribute, Location at) {
    if (underWay.contains(stack.id())) {
      return functions.fail(
          "circular-reference", at, "the stack `" + stack.id() + "` needs what it puts out itself");
    }
    Optional<Nested> nested = of(stack);
    return nested.isEmpty()
        ? Value.Wrong.REPORTED
        : nested
            .get()
            .template()
            .output(attribute.substring(OUTPUTS.length()))
            .orElseGet(() ->
                functions.fail(
                    "unknown-attribute",
                    at,
                    "the stack `" + stack.id() + "` has no output `" + attribute + "`"));
  }

  private Optional<Nested> read(Resource stack) {
    Location at = stack.at("TemplateURL");
    String place = place(stack);
    if (place == null) {
      surroundings
          .problems()
          .error("external-file", at, "`TemplateURL` of a nested stack is to be a path or a URL");
      return Optional.empty();
    }
    Optional<Node> found = surroundings.files().read(place, at, surroundings.problems());
    if (found.isEmpty() || !(found.get() instanceof Mapping root)) {
      return Optional.empty();
    }
    Set<String> within = new LinkedHashSet<>(surroundings.within());
    if (!within.add(root.at().file())) {
      surroundings
          .problems()
          .error("circular-reference", at, "the template `" + place + "` contains itself");
      return Optional.empty();
    }
    Deployment deployment = surroundings.deployment().nested(stack.id(), parameters(stack));
    LocalFiles files = surroundings.files().beside(place);
    return surroundings
        .preparation()
        .plain(root, deployment, files, surroundings.problems())
        .map(plain -> {
          ResourceNames names = new ResourceNames(deployment);
          Surroundings inner =
              new Surroundings(
                  deployment, files, surroundings.preparation(), within, surroundings.problems());
          return new Nested(new Template(plain, inner, names), deployment, names);
        });
  }

  /** The asset that the CDK wrote for it goes before the URL it will have. */
  private @Nullable String place(Resource stack) {
    if (stack.whole().entries().get("Metadata") instanceof Mapping metadata
        && metadata.entries().get("aws:asset:path") instanceof Scalar asset) {
      return asset.text();
    }
    Node written = stack.properties().entries().get("TemplateURL");
    return written == null
        ? null
        : functions
            .node(written)
            .filter(Scalar.class::isInstance)
            .map(url -> ((Scalar) url).text())
            .orElse(null);
  }

  private Map<String, String> parameters(Resource stack) {
    Map<String, String> values = new LinkedHashMap<>();
    Node written = stack.properties().entries().get("Parameters");
    if (written != null && functions.node(written).orElse(null) instanceof Mapping given) {
      given.entries().forEach((name, value) -> values.put(name, text(value)));
    }
    return values;
  }

  private static String text(Node value) {
    return switch (value) {
      case Scalar scalar -> scalar.kind() == Kind.NULL ? "" : scalar.text();
      case Sequence list ->
          list.items().stream().map(NestedStacks::text).collect(Collectors.joining(","));
      case Mapping _ -> "";
    };
  }
}
