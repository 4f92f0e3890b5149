package io.sallyport.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement as it is written. What is null is not there.
 *
 * @param pointer where it stands
 * @param principals each as {@code AWS:123456789012}, or {@code *}
 */
record StatementDocument(
    String pointer,
    @Nullable Text sid,
    @Nullable Text effect,
    @Nullable Pair actions,
    @Nullable Pair resources,
    @Nullable Pair principals,
    List<ConditionDocument> conditions) {

  StatementDocument {
    conditions = List.copyOf(conditions);
  }

  /**
   * One half of an element and its negation.
   *
   * @param name the element as it is written, {@code NotAction}
   */
  record Pair(Text name, List<Text> values) {

    Pair {
      values = List.copyOf(values);
    }

    Listed listed() {
      return name.value().startsWith("Not") ? Listed.EXCLUDED : Listed.MEANT;
    }
  }

  /** One key of one operator. */
  record ConditionDocument(Text operator, Text key, List<Text> values) {

    ConditionDocument {
      values = List.copyOf(values);
    }
  }
}
