package io.sallyport.core.definition.cloudformation;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.cloudformation.Value.Known;
import io.sallyport.core.definition.cloudformation.Value.Wrong;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Functions that make texts. */
final class TextFunctions {

  private static final String SUB = "`Fn::Sub`";

  private final Functions functions;

  TextFunctions(Functions functions) {
    this.functions = functions;
  }

  /** A text with <code>${names}</code> in it, alone or with a map of names of its own. */
  Value substitute(Node argument) {
    if (argument instanceof Scalar text) {
      return substitute(text, Map.of());
    }
    Optional<List<Node>> arguments = functions.arguments("Fn::Sub", argument, 2, 2);
    if (arguments.isEmpty()) {
      return Wrong.REPORTED;
    }
    return arguments.get().getFirst() instanceof Scalar text
            && arguments.get().getLast() instanceof Mapping own
        ? substitute(text, own.entries())
        : functions.wrong(argument.at(), SUB, "a text, and a map of names");
  }

  private Value substitute(Scalar template, Map<String, Node> own) {
    String text = template.text();
    StringBuilder filled = new StringBuilder();
    int from = 0;
    for (int start = text.indexOf("${"); start >= 0; start = text.indexOf("${", from)) {
      int end = text.indexOf('}', start);
      if (end < 0) {
        break;
      }
      filled.append(text, from, start);
      String name = text.substring(start + 2, end).strip();
      if (name.startsWith("!")) {
        filled.append("${").append(name, 1, name.length()).append('}');
      } else {
        Optional<String> value = value(name, own, template.at());
        if (value.isEmpty()) {
          return Wrong.REPORTED;
        }
        filled.append(value.get());
      }
      from = end + 1;
    }
    return Functions.known(filled.append(text.substring(from)).toString(), template.at());
  }

  private Optional<String> value(String name, Map<String, Node> own, Location at) {
    Node mine = own.get(name);
    if (mine != null) {
      return functions.text(mine, SUB);
    }
    int dot = name.indexOf('.');
    Value value =
        dot < 0
            ? functions.named(name, at)
            : functions.attribute(name.substring(0, dot), name.substring(dot + 1), at);
    return switch (value) {
      case Known(Scalar scalar) -> Optional.of(scalar.text());
      case Known(Sequence list) -> Optional.of(String.join(",", texts(list)));
      case Known(Mapping mapping) -> {
        functions.wrong(at, SUB, "texts, and `" + name + "` is a map");
        yield Optional.empty();
      }
      case Value.Absent _ -> {
        functions.wrong(at, SUB, "texts, and `" + name + "` is `AWS::NoValue`");
        yield Optional.empty();
      }
      case Wrong _ -> Optional.empty();
    };
  }

  Value join(Node argument) {
    Optional<List<Node>> arguments = functions.arguments("Fn::Join", argument, 2, 2);
    Optional<String> between =
        arguments.flatMap(two -> functions.text(two.getFirst(), "`Fn::Join`"));
    Optional<List<Node>> items =
        arguments.flatMap(two -> functions.list(two.getLast(), "`Fn::Join`"));
    if (between.isEmpty() || items.isEmpty()) {
      return Wrong.REPORTED;
    }
    List<String> texts = new ArrayList<>();
    for (Node item : items.get()) {
      Optional<String> text = functions.text(item, "`Fn::Join`");
      if (text.isEmpty()) {
        return Wrong.REPORTED;
      }
      texts.add(text.get());
    }
    return Functions.known(String.join(between.get(), texts), argument.at());
  }

  Value split(Node argument) {
    Optional<List<Node>> arguments = functions.arguments("Fn::Split", argument, 2, 2);
    Optional<String> between =
        arguments.flatMap(two -> functions.text(two.getFirst(), "`Fn::Split`"));
    Optional<String> text = arguments.flatMap(two -> functions.text(two.getLast(), "`Fn::Split`"));
    if (between.isEmpty() || text.isEmpty()) {
      return Wrong.REPORTED;
    }
    if (between.get().isEmpty()) {
      return functions.wrong(argument.at(), "`Fn::Split`", "a delimiter that is not empty");
    }
    List<Node> parts = new ArrayList<>();
    int from = 0;
    for (int at = text.get().indexOf(between.get());
        at >= 0;
        at = text.get().indexOf(between.get(), from)) {
      parts.add(new Scalar(text.get().substring(from, at), Kind.STRING, argument.at()));
      from = at + between.get().length();
    }
    parts.add(new Scalar(text.get().substring(from), Kind.STRING, argument.at()));
    return new Known(new Sequence(parts, argument.at()));
  }

  Value base64(Node argument) {
    return functions
        .text(argument, "`Fn::Base64`")
        .map(text -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)))
        .map(text -> Functions.known(text, argument.at()))
        .orElse(Wrong.REPORTED);
  }

  Value json(Node argument) {
    return switch (functions.resolve(argument)) {
      case Known(Scalar scalar) ->
          functions.wrong(scalar.at(), "`Fn::ToJsonString`", "a map or a list");
      case Known(Node node) -> Functions.known(JsonText.of(node), argument.at());
      case Value.Absent absent -> absent;
      case Wrong wrong -> wrong;
    };
  }

  private static List<String> texts(Sequence list) {
    return list.items().stream()
        .map(item -> item instanceof Scalar scalar ? scalar.text() : JsonText.of(item))
        .toList();
  }
}
