package io.sallyport.core.compile;

import io.sallyport.core.pipeline.Phase;
import io.sallyport.core.pipeline.Step;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The steps of one route on their way into order. Whoever compiles a part of the route says in
 * which phase its step belongs; the phases are the order.
 */
final class Life {

  private final Map<Phase, List<Entry>> steps = new EnumMap<>(Phase.class);

  private record Entry(Step step, String name) {}

  /**
   * Adds a step after those already in {@code phase}.
   *
   * @param name what the step enforces, for the table at start
   */
  void add(Phase phase, Step step, String name) {
    steps.computeIfAbsent(phase, key -> new ArrayList<>()).add(new Entry(step, name));
  }

  /** The steps, in the order of their phases. */
  List<Step> steps() {
    return steps.values().stream().flatMap(List::stream).map(Entry::step).toList();
  }

  /** What the steps enforce, in the same order. */
  List<String> names() {
    return steps.values().stream().flatMap(List::stream).map(Entry::name).toList();
  }
}
