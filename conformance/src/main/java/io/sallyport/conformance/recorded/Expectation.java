package io.sallyport.conformance.recorded;

import io.sallyport.conformance.corpus.Json;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** One statement of a recorded case about an answer. */
record Expectation(JsonNode item) {

  /** Says what is wrong with {@code answer}, or nothing. */
  Optional<String> fault(WireAnswer answer) {
    JsonNode actual = actual(answer);
    JsonNode expected = expected();
    if (holds(expected, actual)) {
      return Optional.empty();
    }
    return Optional.of("%s %s %s, got %s".formatted(in(), op(), brief(expected), brief(actual)));
  }

  private boolean holds(JsonNode expected, JsonNode actual) {
    return switch (op()) {
      case "match" ->
          new Likeness(ignored(), item.path("sorted").asBoolean(false)).matches(expected, actual);
      case "ne" -> !new Likeness(ignored(), false).matches(expected, actual);
      case "lt" -> compare(actual, expected) < 0;
      case "ge" -> compare(actual, expected) >= 0;
      case "contains" -> contains(actual, expected);
      case "not_contains" -> !contains(actual, expected);
      case "regex" -> Pattern.compile(expected.asString()).matcher(textOf(actual)).find();
      case "exists" -> !actual.isMissingNode();
      case "valid_xml" -> XmlAsJson.read(textOf(actual)).isPresent();
      default -> throw new IllegalArgumentException("unknown operation `" + op() + "` in a case");
    };
  }

  private JsonNode actual(WireAnswer answer) {
    JsonNode found =
        switch (in()) {
          case "status" -> Json.parse(Integer.toString(answer.status()));
          case "header" -> text(answer.header(item.path("name").asString()));
          case "headers" -> answer.comparableHeaders(item.path("lower").asBoolean(false));
          case "json" -> Json.tryParse(answer.text()).orElse(MissingNode.getInstance());
          case "body" -> StringNode.valueOf(answer.text());
          default -> throw new IllegalArgumentException("unknown place `" + in() + "` in a case");
        };
    return atPath(processed(found));
  }

  /** What a recorded test does to the answer before it looks at it, for example {@code xml()}. */
  private JsonNode processed(JsonNode found) {
    JsonNode result = found;
    for (JsonNode post : item.path("post")) {
      if (!post.asString().equals("xml()")) {
        throw new IllegalArgumentException("unknown processing `" + post + "` in a case");
      }
      result = XmlAsJson.read(textOf(result)).orElse(MissingNode.getInstance());
    }
    return result;
  }

  private JsonNode atPath(JsonNode root) {
    JsonNode node = root;
    for (JsonNode step : item.path("path")) {
      node = step.isNumber() ? node.path(step.asInt()) : node.path(step.asString());
    }
    return node;
  }

  private JsonNode expected() {
    JsonNode value = item.path("value");
    if (!in().equals("headers") || !value.isObject()) {
      return value;
    }
    ObjectNode comparable = Json.object();
    value.properties().stream()
        .filter(h -> !WireAnswer.ofTheNetwork(h.getKey()))
        .forEach(h -> comparable.set(h.getKey(), h.getValue()));
    return comparable;
  }

  private Set<String> ignored() {
    Set<String> names = new HashSet<>();
    item.path("ignore").forEach(n -> names.add(n.asString()));
    return names;
  }

  private String in() {
    return item.path("in").asString();
  }

  private String op() {
    return item.path("op").asString();
  }

  private static int compare(JsonNode actual, JsonNode expected) {
    return number(actual).compareTo(number(expected));
  }

  private static BigDecimal number(JsonNode node) {
    return node.isNumber() ? node.decimalValue() : new BigDecimal(node.asString());
  }

  private static boolean contains(JsonNode actual, JsonNode expected) {
    if (actual.isObject()) {
      String name = expected.asString();
      return actual.has(name) || actual.has(name.toLowerCase(Locale.ROOT));
    }
    if (actual.isArray()) {
      for (JsonNode element : actual) {
        if (element.equals(expected)) {
          return true;
        }
      }
      return false;
    }
    return textOf(actual).contains(textOf(expected));
  }

  private static JsonNode text(Optional<String> value) {
    return value.<JsonNode>map(StringNode::valueOf).orElse(MissingNode.getInstance());
  }

  private static String textOf(JsonNode node) {
    return node.isString() ? node.asString() : node.toString();
  }

  private static String brief(JsonNode node) {
    String text = node.isMissingNode() ? "nothing" : node.toString();
    return text.length() > 200 ? text.substring(0, 200) + "..." : text;
  }
}
