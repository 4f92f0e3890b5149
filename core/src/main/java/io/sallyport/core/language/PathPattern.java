package io.sallyport.core.language;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path template: literals, {@code {name}} for one segment, {@code {name+}} for the rest.
 *
 * @param segments in order; empty for the root
 */
public record PathPattern(List<Segment> segments) {

  public PathPattern {
    segments = List.copyOf(segments);
  }

  /** One segment of the template. */
  public sealed interface Segment {}

  /** A segment that matches itself. */
  public record Literal(String text) implements Segment {}

  /** A segment that matches any one segment that is not empty. */
  public record Variable(String name) implements Segment {}

  /** The last segment, matching one or more. */
  public record Greedy(String name) implements Segment {}

  /** The pattern of {@code template}; see {@link #fault} for what it must look like. */
  public static PathPattern parse(String template) {
    List<Segment> segments = new ArrayList<>();
    for (String segment : split(template)) {
      segments.add(segment(segment));
    }
    return new PathPattern(segments);
  }

  /** What is wrong with {@code template}, as half a sentence, or null. */
  public static @Nullable String fault(String template) {
    if (!template.startsWith("/")) {
      return "must start with `/`";
    }
    List<String> segments = split(template);
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (segment.isEmpty()) {
        return "has an empty segment";
      }
      if (isVariable(segment) ? nameOf(segment).isEmpty() : hasBrace(segment)) {
        return "has a malformed variable `" + segment + "`: braces enclose a whole segment";
      }
      if (segment.endsWith("+}") && i < segments.size() - 1) {
        return "has `" + segment + "` before its end: a greedy variable is the last segment";
      }
    }
    return null;
  }

  /** The names of the variables, in order. */
  public List<String> variables() {
    List<String> names = new ArrayList<>();
    for (Segment segment : segments) {
      switch (segment) {
        case Literal literal -> {}
        case Variable variable -> names.add(variable.name());
        case Greedy greedy -> names.add(greedy.name());
      }
    }
    return names;
  }

  /** The template without the names of its variables: equal where the same paths match. */
  public String shape() {
    StringBuilder shape = new StringBuilder();
    for (Segment segment : segments) {
      shape.append('/');
      switch (segment) {
        case Literal literal -> shape.append(literal.text());
        case Variable variable -> shape.append("{}");
        case Greedy greedy -> shape.append("{+}");
      }
    }
    return shape.toString();
  }

  private static List<String> split(String template) {
    List<String> segments = new ArrayList<>();
    int start = 1;
    while (start < template.length()) {
      int end = template.indexOf('/', start);
      end = end < 0 ? template.length() : end;
      segments.add(template.substring(start, end));
      start = end + 1;
    }
    return segments;
  }

  private static Segment segment(String text) {
    if (!isVariable(text)) {
      return new Literal(text);
    }
    return text.endsWith("+}") ? new Greedy(nameOf(text)) : new Variable(nameOf(text));
  }

  private static boolean isVariable(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }

  private static boolean hasBrace(String segment) {
    return segment.indexOf('{') >= 0 || segment.indexOf('}') >= 0;
  }

  private static String nameOf(String segment) {
    int end = segment.endsWith("+}") ? segment.length() - 2 : segment.length() - 1;
    String name = segment.substring(1, end);
    return hasBrace(name) ? "" : name;
  }
}
