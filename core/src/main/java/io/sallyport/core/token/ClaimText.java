package io.sallyport.core.token;

import io.sallyport.core.language.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How claims that are no texts become texts: events, logs and mappings know texts only. */
public enum ClaimText {
  /** As HTTP APIs have it: lists as {@code [a b]}, objects as {@code map[name:value]}. */
  JWT {
    @Override
    String list(List<?> elements) {
      return elements.stream().map(this::of).collect(Collectors.joining(" ", "[", "]"));
    }

    @Override
    String object(Map<?, ?> members) {
      Map<String, String> sorted = new TreeMap<>();
      members.forEach((name, value) -> sorted.put((String) name, of(value)));
      return sorted.entrySet().stream()
          .map(member -> member.getKey() + ":" + member.getValue())
          .collect(Collectors.joining(" ", "map[", "]"));
    }

    @Override
    String nothing() {
      return "<nil>";
    }
  },
  /** As REST APIs have it: lists with commas between, objects as JSON. */
  COGNITO {
    @Override
    String list(List<?> elements) {
      return elements.stream().map(this::of).collect(Collectors.joining(","));
    }

    @Override
    String object(Map<?, ?> members) {
      return members.entrySet().stream()
          .map(member -> Json.quote((String) member.getKey()) + ":" + json(member.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }

    @Override
    String nothing() {
      return "null";
    }
  };

  abstract String list(List<?> elements);

  abstract String object(Map<?, ?> members);

  abstract String nothing();

  final String of(Object value) {
    return switch (value) {
      case String text -> text;
      case BigDecimal number -> number.toPlainString();
      case List<?> elements -> list(elements);
      case Map<?, ?> members -> object(members);
      case JsonObject.Null _ -> nothing();
      default -> value.toString();
    };
  }

  private static String json(Object value) {
    return switch (value) {
      case String text -> Json.quote(text);
      case List<?> elements ->
          elements.stream().map(ClaimText::json).collect(Collectors.joining(",", "[", "]"));
      default -> COGNITO.of(value);
    };
  }
}
