package io.sallyport.core.snapshot;

import io.sallyport.core.pipeline.Route;
import org.jspecify.annotations.Nullable;

/**
 * One walk through the router's tree. Each node is reached by one way only, so that a walk is never
 * longer than the tree is large, whatever the path.
 */
final class Search {

  private final String method;
  private final String path;
  private final int start;
  private final int end;
  private final Router.MethodFallback fallback;
  private final boolean anyFits;
  private @Nullable Route found;
  private boolean explicit;
  private boolean over;

  Search(String method, String path, int start, int end, Router.MethodFallback fallback) {
    this.method = method;
    this.path = path;
    this.start = start;
    this.end = end;
    this.fallback = fallback;
    this.anyFits = isAny(method);
  }

  @Nullable Route found() {
    return found;
  }

  /** Whether the route found names the method. */
  boolean isExplicit() {
    return explicit;
  }

  /** REST: segment by segment the literal, the variable, the greedy variable. */
  void restFrom(Node node, int at) {
    if (at >= end) {
      settle(node.here);
      return;
    }
    int to = Segments.end(path, at, end);
    Node literal = node.literal(path, at, to, hash(at, to));
    if (literal != null) {
      restFrom(literal, to + 1);
    }
    if (!over && node.variable != null && to > at) {
      restFrom(node.variable, to + 1);
    }
    if (!over) {
      settle(node.greedy);
    }
  }

  /** HTTP: the whole path by literals and variables, no greedy one. */
  void fullFrom(Node node, int at) {
    if (isEnd(at)) {
      settle(node.here);
      return;
    }
    int to = Segments.end(path, at, end);
    Node literal = node.literal(path, at, to, hash(at, to));
    if (literal != null) {
      fullFrom(literal, to + 1);
    }
    if (!over && node.variable != null && to > at) {
      fullFrom(node.variable, to + 1);
    }
  }

  /** HTTP: the greedy variable furthest along the path. */
  void greedyFrom(Node node, int at) {
    if (at >= end) {
      return;
    }
    int to = Segments.end(path, at, end);
    Node literal = node.literal(path, at, to, hash(at, to));
    if (literal != null) {
      greedyFrom(literal, to + 1);
    }
    if (!over && node.variable != null && to > at) {
      greedyFrom(node.variable, to + 1);
    }
    if (!over) {
      settle(node.greedy);
    }
  }

  private void settle(Node.Methods methods) {
    if (methods.isEmpty()) {
      return;
    }
    Route named = methods.explicit(method);
    if (named != null || (anyFits && methods.any() != null)) {
      found = named != null ? named : methods.any();
      explicit = named != null;
      over = true;
    } else if (fallback == Router.MethodFallback.REFUSED) {
      over = true;
    }
  }

  /** The end of the path; a slash after the last segment opens another, empty one. */
  private boolean isEnd(int at) {
    return at > end || (at == end && at == start);
  }

  /** The hash of {@code path[from, to)} as {@link String#hashCode} makes it. */
  private int hash(int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + path.charAt(i);
    }
    return hash;
  }

  /** ANY means seven methods and no others. */
  private static boolean isAny(String method) {
    return switch (method) {
      case "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT" -> true;
      default -> false;
    };
  }
}
