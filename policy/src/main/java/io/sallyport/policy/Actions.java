package io.sallyport.policy;

import java.util.List;

/** {@code Action} or {@code NotAction}: patterns in lower case. */
record Actions(List<Glob> patterns, Listed listed) {

  Actions {
    patterns = List.copyOf(patterns);
  }

  boolean cover(String action) {
    boolean named = patterns.stream().anyMatch(pattern -> pattern.matches(action));
    return named == (listed == Listed.MEANT);
  }
}
