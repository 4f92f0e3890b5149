package io.sallyport.core.snapshot;

import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Route;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a path and method within one API.
 *
 * <p>The routes form a tree, one level for each segment. Segments are compared in the path as it
 * was sent, still encoded and case-sensitive; nothing is copied out of it but the values of path
 * parameters. A node has its literal children in a hash table of its own, so that the number of
 * routes does not matter.
 *
 * <p>REST APIs: a literal before {@code {param}} before {@code {proxy+}}, segment by segment; a
 * slash at the end is ignored. HTTP APIs: a full match before a greedy one before {@code $default};
 * a slash at the end counts. See the API Gateway guide, "Develop routes for HTTP APIs".
 */
public final class Router {

  /**
   * Whether a REST resource that lacks the method gives way to a less specific one. AWS has been
   * recorded to do so: {@code OPTIONS /test} met {@code OPTIONS /{proxy+}} beside a {@code POST
   * /test}.
   */
  public enum MethodFallback {
    GIVES_WAY,
    REFUSED
  }

  /** Which HTTP API route wins where the two orders of AWS's guide disagree. */
  public enum Corner {
    /** {@code ANY /a/{id}} before {@code GET /a/{proxy+}}, by the guide's list of three steps. */
    FULL_MATCH_FIRST,
    /** {@code GET /a/{proxy+}} before {@code ANY /a/{id}}. */
    EXPLICIT_METHOD_FIRST
  }

  /** What runs. */
  public static final MethodFallback METHOD_FALLBACK = MethodFallback.GIVES_WAY;

  /** What runs. */
  public static final Corner CORNER = Corner.FULL_MATCH_FIRST;

  private final ApiType type;
  private final Node root;
  private final @Nullable Route catchAll;
  private final MethodFallback fallback;
  private final Corner corner;

  Router(
      ApiType type, Node root, @Nullable Route catchAll, MethodFallback fallback, Corner corner) {
    this.type = type;
    this.root = root;
    this.catchAll = catchAll;
    this.fallback = fallback;
    this.corner = corner;
  }

  /** Collects the routes of an API of {@code type}. */
  public static RouterBuilder builder(ApiType type) {
    return new RouterBuilder(type);
  }

  /**
   * The route of {@code method} and the part of {@code path} that starts at {@code offset}, or null
   * when there is none. Sets the path parameters of {@code exchange}.
   */
  public @Nullable Route find(String method, String path, int offset, Exchange exchange) {
    int start = Segments.skipSlashes(path, offset);
    int end = type == ApiType.REST ? trimSlashes(path, start) : path.length();
    Route route = type == ApiType.REST ? rest(method, path, start, end) : http(method, path, start);
    if (route != null && !route.parameters().isEmpty()) {
      exchange.pathParameters(PathValues.of(route, path, start, end));
    }
    return route;
  }

  private @Nullable Route rest(String method, String path, int start, int end) {
    Search search = new Search(method, path, start, end, fallback);
    search.restFrom(root, start);
    return search.found();
  }

  private @Nullable Route http(String method, String path, int start) {
    Search search = new Search(method, path, start, path.length(), MethodFallback.GIVES_WAY);
    search.fullFrom(root, start);
    Route full = search.found();
    boolean explicit = full != null && search.isExplicit();
    if (explicit || (full != null && corner == Corner.FULL_MATCH_FIRST)) {
      return full;
    }
    Search greedy = new Search(method, path, start, path.length(), MethodFallback.GIVES_WAY);
    greedy.greedyFrom(root, start);
    if (full != null) {
      return greedy.found() != null && greedy.isExplicit() ? greedy.found() : full;
    }
    return greedy.found() != null ? greedy.found() : catchAll;
  }

  private static int trimSlashes(String path, int start) {
    int end = path.length();
    while (end > start && path.charAt(end - 1) == '/') {
      end--;
    }
    return end;
  }
}
