package io.sallyport.core.snapshot;

import io.sallyport.core.pipeline.Route;

/** Cuts the values of path parameters out of a path, still encoded. */
final class PathValues {

  private PathValues() {}

  /** The values for {@code route}, in order; the resource path is {@code path[start, end)}. */
  static String[] of(Route route, String path, int start, int end) {
    String[] values = new String[route.parameters().size()];
    String template = route.resourcePath();
    int inTemplate = 1;
    int at = start;
    int next = 0;
    while (next < values.length) {
      int to = Segments.end(path, at, end);
      int templateEnd = Segments.end(template, inTemplate, template.length());
      if (template.charAt(inTemplate) == '{') {
        boolean greedy = template.charAt(templateEnd - 2) == '+';
        values[next++] = path.substring(at, greedy ? end : to);
      }
      at = to + 1;
      inTemplate = templateEnd + 1;
    }
    return values;
  }
}
