package io.sallyport.core.definition.cloudformation;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import io.sallyport.core.language.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The parameters of a template. See the CloudFormation guide, "Parameters". */
final class Parameters {

  private static final String SSM = "AWS::SSM::Parameter::";

  private final Problems problems;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Set<String> stored = new LinkedHashSet<>();
  private final Set<String> unset = new LinkedHashSet<>();

  private Parameters(Problems problems) {
    this.problems = problems;
  }

  /** Their values, by the deployment or by default; those without one are problems. */
  static Parameters read(Mapping declared, Deployment deployment, Problems problems) {
    Parameters parameters = new Parameters(problems);
    declared
        .entries()
        .forEach((name, node) ->
            parameters.read(name, node, declared.keyAt(name), deployment.parameters().get(name)));
    deployment
        .parameters()
        .keySet()
        .forEach(name -> {
          if (!declared.entries().containsKey(name)) {
            problems.error(
                "unknown-parameter",
                declared.at(),
                "the template has no parameter `" + name + "`",
                Suggestions.nearest(name, declared.entries().keySet()));
          }
        });
    return parameters;
  }

  private void read(String name, Node node, Location at, @Nullable String given) {
    if (!(node instanceof Mapping declared)) {
      problems.error("wrong-type", node.at(), "the parameter `" + name + "` is no map");
      return;
    }
    String type = text(declared, "Type").orElse("String");
    Node otherwise = declared.entries().get("Default");
    String value = given != null ? given : otherwise instanceof Scalar text ? text.text() : null;
    if (given == null && type.startsWith(SSM)) {
      stored.add(name);
    } else if (value == null) {
      unset.add(name);
      problems.error(
          "unresolved-parameter", at, "the parameter `" + name + "` has no value: " + give(name));
    } else if (isAllowed(name, declared, value, at)) {
      values.put(name, value(type, value, declared.keyAt("Default")));
    } else {
      unset.add(name);
    }
  }

  /** What {@code name} stands for; empty where there is no such parameter or it has no value. */
  Optional<Node> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * What is wrong with asking for {@code name}: its value is in the Parameter Store, out of reach.
   * Only what is asked for needs a value, since every template of the CDK declares one such.
   */
  Optional<String> fault(String name) {
    return stored.contains(name)
        ? Optional.of(
            "the parameter `" + name + "` is read from the Parameter Store: " + give(name))
        : Optional.empty();
  }

  /** Whether it is a parameter whose lack of a value is a problem already. */
  boolean isUnset(String name) {
    return unset.contains(name);
  }

  Set<String> names() {
    return values.keySet();
  }

  private static String give(String name) {
    return "give one with `--parameter " + name + "=VALUE`";
  }

  private static Node value(String type, String value, Location at) {
    if (type.startsWith("List<") || type.contains("<List<") || type.contains("CommaDelimited")) {
      List<Node> items = new ArrayList<>();
      for (String item : value.split(",", -1)) {
        items.add(new Scalar(item.strip(), Kind.STRING, at));
      }
      return new Sequence(value.isEmpty() ? List.of() : items, at);
    }
    return new Scalar(value, type.equals("Number") ? Kind.NUMBER : Kind.STRING, at);
  }

  private boolean isAllowed(String name, Mapping declared, String value, Location at) {
    String expected = null;
    if (declared.entries().get("AllowedValues") instanceof Sequence allowed) {
      List<String> texts =
          allowed.items().stream()
              .filter(Scalar.class::isInstance)
              .map(item -> ((Scalar) item).text())
              .toList();
      expected = texts.contains(value) ? null : "one of `" + String.join("`, `", texts) + "`";
    }
    String pattern = text(declared, "AllowedPattern").orElse(null);
    if (expected == null && pattern != null && !matches(pattern, value)) {
      expected = "what matches `" + pattern + "`";
    }
    if (expected == null
        && text(declared, "Type").orElse("").equals("Number")
        && !value.matches("[-+]?[0-9]+(\\.[0-9]+)?")) {
      expected = "a number";
    }
    if (expected != null) {
      problems.error(
          "wrong-parameter",
          at,
          "the parameter `" + name + "` is `" + value + "`, expected " + expected);
    }
    return expected == null;
  }

  private static boolean matches(String pattern, String value) {
    try {
      return Pattern.matches(pattern, value);
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  private static Optional<String> text(Mapping mapping, String key) {
    return mapping.entries().get(key) instanceof Scalar scalar
        ? Optional.of(scalar.text())
        : Optional.empty();
  }
}
