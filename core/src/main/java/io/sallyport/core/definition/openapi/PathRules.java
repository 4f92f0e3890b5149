package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.Location;
import io.sallyport.core.pipeline.ApiType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What AWS lets a path be. REST APIs keep paths as a tree of resources with one variable child
 * each; HTTP APIs keep route keys. The wording of the REST rules is AWS's.
 */
final class PathRules {

  private static final Pattern REST_SEGMENT =
      Pattern.compile("[A-Za-z0-9._:,-]+|\\{[A-Za-z0-9._:-]+\\+?}");
  private static final Pattern HTTP_SEGMENT =
      Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=:@-]+|\\{[A-Za-z0-9._:-]+\\+?}");
  private static final Pattern ENCODED = Pattern.compile("%[0-9A-Fa-f]{2}");

  private final Reading reading;
  private final Map<String, PathTemplate> shapes = new HashMap<>();

  /** The variable child of each resource that has one, by the resource's path. */
  private final Map<String, String> variableChildren = new HashMap<>();

  PathRules(Reading reading) {
    this.reading = reading;
  }

  /** The path {@code prefix + written} when it may be; empty when a problem was added. */
  Optional<PathTemplate> check(String prefix, String written, Location at) {
    if (!written.startsWith("/")) {
      reading.error(
          "invalid-path", at, "`" + written + "` is no path, expected it to start with `/`");
      return Optional.empty();
    }
    PathTemplate path = PathTemplate.of(joined(prefix, written), at);
    if (!checkSegments(path) || !checkVariables(path) || !checkShape(path)) {
      return Optional.empty();
    }
    return reading.type() == ApiType.REST && !checkSiblings(path)
        ? Optional.empty()
        : Optional.of(path);
  }

  private String joined(String prefix, String written) {
    String text = written.equals("/") && !prefix.isEmpty() ? prefix : prefix + written;
    // Resources of a REST API have no trailing slash, and AWS drops one on import.
    boolean drops = reading.type() == ApiType.REST && text.length() > 1 && text.endsWith("/");
    return drops ? text.substring(0, text.length() - 1) : text;
  }

  private boolean checkSegments(PathTemplate path) {
    for (int i = 0; i < path.segments().size(); i++) {
      String segment = path.segments().get(i);
      if (!isAllowed(segment)) {
        reading.error("invalid-path", path.at(), invalidSegment(path, segment));
        return false;
      }
      if (PathTemplate.isGreedy(segment) && i < path.segments().size() - 1) {
        reading.error(
            "invalid-path",
            path.at(),
            "`"
                + path.text()
                + "`: Cannot create a child of a resource with a greedy path variable: "
                + segment);
        return false;
      }
    }
    return true;
  }

  private boolean isAllowed(String segment) {
    return switch (reading.type()) {
      case REST -> REST_SEGMENT.matcher(segment).matches();
      case HTTP -> HTTP_SEGMENT.matcher(ENCODED.matcher(segment).replaceAll("x")).matches();
    };
  }

  private String invalidSegment(PathTemplate path, String segment) {
    if (reading.type() == ApiType.REST) {
      return "`"
          + path.text()
          + "`: Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and"
          + " curly braces at the beginning and the end.";
    }
    return segment.isEmpty()
        ? "`" + path.text() + "` has an empty segment, expected no trailing or double slash"
        : "`" + segment + "` is no segment of a route, expected text or a variable `{name}`";
  }

  private boolean checkVariables(PathTemplate path) {
    Optional<String> repeated = path.repeatedVariable();
    repeated.ifPresent(name ->
        reading.error(
            "duplicate-path-variable",
            path.at(),
            "`" + path.text() + "` has the variable `" + name + "` twice"));
    return repeated.isEmpty();
  }

  private boolean checkShape(PathTemplate path) {
    PathTemplate other = shapes.putIfAbsent(path.shape(), path);
    if (other != null) {
      reading.error(
          "duplicate-path",
          path.at(),
          "`"
              + path.text()
              + "` matches the same requests as `"
              + other.text()
              + "` at line "
              + other.at().line());
    }
    return other == null;
  }

  private boolean checkSiblings(PathTemplate path) {
    StringBuilder parent = new StringBuilder();
    for (String segment : path.segments()) {
      if (PathTemplate.isVariable(segment)) {
        String sibling = variableChildren.putIfAbsent(parent.toString(), segment);
        if (sibling != null && !sibling.equals(segment)) {
          reading.error(
              "conflicting-path-variables",
              path.at(),
              "`"
                  + path.text()
                  + "`: A sibling ("
                  + sibling
                  + ") of this resource already has a variable path part -- only one is allowed");
          return false;
        }
      }
      parent.append('/').append(segment);
    }
    return true;
  }
}
