package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.cloudformation.Deployment;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters whose values are known before the transform. They take the place of the functions
 * that ask for them, since the transform has to see a path, a stage or a name. Everything else,
 * such as resources and pseudo parameters, is left to CloudFormation.
 */
final class ParameterValues {

  private static final String STORED = "AWS::SSM::Parameter::";
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^!}][^}]*)}");

  private final Map<String, Node> values = new LinkedHashMap<>();
  private final IdentityHashMap<Node, Node> done = new IdentityHashMap<>();
  private final Mapping mappings;
  private final SamProblems problems;

  ParameterValues(Mapping root, Deployment deployment, SamProblems problems) {
    this.mappings = Snippets.mapping(root, "Mappings");
    this.problems = problems;
    Mapping declared = Snippets.mapping(root, "Parameters");
    declared
        .entries()
        .forEach((name, node) -> {
          if (node instanceof Mapping parameter) {
            Node value = value(parameter, deployment.parameters().get(name));
            if (value != null) {
              values.put(name, value);
            }
          }
        });
  }

  /** The node with the values in the place of functions; a node met twice is worked on once. */
  Node in(Node node) {
    Node known = done.get(node);
    if (known == null) {
      known = resolve(node);
      done.put(node, known);
    }
    return known;
  }

  private Node resolve(Node node) {
    return switch (node) {
      case Scalar scalar -> scalar;
      case Sequence sequence ->
          new Sequence(sequence.items().stream().map(this::in).toList(), sequence.at());
      case Mapping mapping -> mapping(mapping);
    };
  }

  private Node mapping(Mapping mapping) {
    if (mapping.entries().size() == 1) {
      Map.Entry<String, Node> only = mapping.entries().entrySet().iterator().next();
      Node value = function(only.getKey(), only.getValue(), mapping.at());
      if (value != null) {
        return value;
      }
    }
    MappingBuilder resolved = new MappingBuilder(mapping.at());
    mapping.entries().forEach((key, value) -> resolved.put(key, in(value), mapping.keyAt(key)));
    return resolved.build();
  }

  private @Nullable Node function(String name, Node argument, Location at) {
    return switch (name) {
      case "Ref" -> {
        Node value = argument instanceof Scalar parameter ? values.get(parameter.text()) : null;
        yield value == null ? null : moved(value, at);
      }
      case "Fn::Sub" -> Snippets.entry(name, substituted(argument), at);
      case "Fn::FindInMap" -> found(in(argument), at);
      default -> null;
    };
  }

  /** The argument of a substitution with the parameters in it; variables of its own go first. */
  private Node substituted(Node argument) {
    if (argument instanceof Scalar text) {
      return text(text, Set.of());
    }
    if (argument instanceof Sequence parts
        && parts.items().size() == 2
        && parts.items().get(0) instanceof Scalar text
        && parts.items().get(1) instanceof Mapping variables) {
      Set<String> own = new HashSet<>(variables.entries().keySet());
      return new Sequence(List.of(text(text, own), in(variables)), parts.at());
    }
    return in(argument);
  }

  private Node text(Scalar text, Set<String> own) {
    if (text.kind() != Kind.STRING) {
      return text;
    }
    Matcher matcher = VARIABLE.matcher(text.text());
    StringBuilder result = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1).strip();
      String value = own.contains(name) ? null : substitute(name, text.at());
      matcher.appendReplacement(
          result, Matcher.quoteReplacement(value == null ? matcher.group() : value));
    }
    matcher.appendTail(result);
    return new Scalar(result.toString(), Kind.STRING, text.at());
  }

  /** The text of a parameter, in which nothing is a variable; null where it is none. */
  private @Nullable String substitute(String name, Location at) {
    return switch (values.get(name)) {
      case null -> null;
      case Scalar scalar -> scalar.text().replace("${", "${!");
      case Node other -> {
        problems.structure(
            at,
            "Invalid Fn::Sub variable value "
                + Snippets.shown(other)
                + ". Fn::Sub expects all variables to be strings.");
        yield null;
      }
    };
  }

  private @Nullable Node found(Node argument, Location at) {
    if (!(argument instanceof Sequence keys) || keys.items().size() != 3) {
      return null;
    }
    Node below = mappings;
    for (Node key : keys.items()) {
      below =
          key instanceof Scalar name && below instanceof Mapping mapping
              ? mapping.entries().get(name.text())
              : null;
    }
    return below == null ? null : moved(below, at);
  }

  private static @Nullable Node value(Mapping parameter, @Nullable String given) {
    String type = parameter.entries().get("Type") instanceof Scalar s ? s.text() : "String";
    Node otherwise = parameter.entries().get("Default");
    boolean isList =
        type.startsWith("List<") || type.contains("<List<") || type.contains("CommaDelimited");
    if (given != null) {
      return given(given, type, isList, otherwise, parameter.at());
    }
    if (otherwise instanceof Scalar scalar) {
      boolean isOutOfReach = type.startsWith(STORED) || scalar.kind() == Kind.NULL;
      return isOutOfReach ? null : isList ? items(scalar.text(), scalar.at()) : scalar;
    }
    return otherwise;
  }

  private static Node given(
      String given, String type, boolean isList, @Nullable Node otherwise, Location at) {
    if (isList) {
      return items(given, at);
    }
    boolean isTruth =
        otherwise instanceof Scalar scalar
            && scalar.kind() == Kind.BOOLEAN
            && (given.equals("true") || given.equals("false"));
    Kind kind = isTruth ? Kind.BOOLEAN : type.equals("Number") ? Kind.NUMBER : Kind.STRING;
    return new Scalar(given, kind, at);
  }

  private static Node items(String text, Location at) {
    List<Node> items = new ArrayList<>();
    if (!text.isEmpty()) {
      for (String item : text.split(",", -1)) {
        items.add(new Scalar(item.strip(), Kind.STRING, at));
      }
    }
    return new Sequence(items, at);
  }

  /** A value stands where it is asked for. */
  private static Node moved(Node node, Location at) {
    return switch (node) {
      case Scalar scalar -> new Scalar(scalar.text(), scalar.kind(), at);
      case Sequence sequence ->
          new Sequence(sequence.items().stream().map(item -> moved(item, at)).toList(), at);
      case Mapping mapping -> mapping;
    };
  }
}
