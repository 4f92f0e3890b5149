package io.sallyport.core.snapshot;

import io.sallyport.core.pipeline.Route;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A level of the router's tree. Never changed once the router is built. */
final class Node {

  private final String[] names;
  private final int[] hashes;
  private final @Nullable Node[] children;
  private final int mask;
  final @Nullable Node variable;
  final Methods here;
  final Methods greedy;

  Node(Map<String, Node> literals, @Nullable Node variable, Methods here, Methods greedy) {
    int slots = Math.max(2, Integer.highestOneBit(Math.max(1, literals.size()) * 3));
    this.mask = slots - 1;
    this.names = new String[slots];
    this.hashes = new int[slots];
    this.children = new Node[slots];
    literals.forEach(this::put);
    this.variable = variable;
    this.here = here;
    this.greedy = greedy;
  }

  /** The child for {@code path[from, to)}, whose hash is {@code hash}, or null. */
  @Nullable Node literal(String path, int from, int to, int hash) {
    for (int slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      Node child = children[slot];
      if (child == null) {
        return null;
      }
      if (hashes[slot] == hash
          && names[slot].length() == to - from
          && path.startsWith(names[slot], from)) {
        return child;
      }
    }
  }

  private void put(String name, Node child) {
    int hash = name.hashCode();
    int slot = spread(hash) & mask;
    while (children[slot] != null) {
      slot = (slot + 1) & mask;
    }
    names[slot] = name;
    hashes[slot] = hash;
    children[slot] = child;
  }

  private static int spread(int hash) {
    return hash ^ hash >>> 16;
  }

  /** The routes of one path by method. */
  static final class Methods {

    static final Methods NONE = new Methods(List.of(), List.of(), null);

    private final String[] names;
    private final Route[] routes;
    private final @Nullable Route any;

    /**
     * @param names explicit methods; equal positions in {@code routes}
     * @param any the route of every method beside them, or null
     */
    Methods(List<String> names, List<Route> routes, @Nullable Route any) {
      this.names = names.toArray(String[]::new);
      this.routes = routes.toArray(Route[]::new);
      this.any = any;
    }

    /** The route that names {@code method}, or null. */
    @Nullable Route explicit(String method) {
      for (int i = 0; i < names.length; i++) {
        if (names[i].equals(method)) {
          return routes[i];
        }
      }
      return null;
    }

    @Nullable Route any() {
      return any;
    }

    boolean isEmpty() {
      return names.length == 0 && any == null;
    }
  }
}
