package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.Location;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A path of a definition, with the base path applied.
 *
 * @param text {@code /pets/{id}}
 * @param segments what stands between the slashes; none for {@code /}
 */
record PathTemplate(String text, List<String> segments, Location at) {

  PathTemplate {
    segments = List.copyOf(segments);
  }

  static PathTemplate of(String text, Location at) {
    List<String> segments =
        text.equals("/") ? List.of() : Stream.of(text.substring(1).split("/", -1)).toList();
    return new PathTemplate(text, segments, at);
  }

  static boolean isVariable(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }

  static boolean isGreedy(String segment) {
    return isVariable(segment) && segment.endsWith("+}");
  }

  /** The path with every variable unnamed: equal for paths that match the same requests. */
  String shape() {
    if (!hasVariables()) {
      return text;
    }
    return segments.stream()
        .map(segment -> isGreedy(segment) ? "{+}" : isVariable(segment) ? "{}" : segment)
        .collect(Collectors.joining("/", "/", ""));
  }

  /** The first variable name that stands twice. */
  Optional<String> repeatedVariable() {
    if (!hasVariables()) {
      return Optional.empty();
    }
    List<String> names =
        segments.stream()
            .filter(PathTemplate::isVariable)
            .map(segment -> segment.replaceAll("[{}+]", ""))
            .toList();
    return names.stream()
        .filter(name -> names.indexOf(name) != names.lastIndexOf(name))
        .findFirst();
  }

  private boolean hasVariables() {
    return text.indexOf('{') >= 0;
  }
}
