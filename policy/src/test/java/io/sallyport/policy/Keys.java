package io.sallyport.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Condition keys made by a test. */
final class Keys implements ConditionKeys {

  private final Map<String, List<String>> values = new HashMap<>();

  /** {@code key} in lower case, and its values. */
  static Keys of(String key, String... values) {
    return new Keys().and(key, values);
  }

  Keys and(String key, String... more) {
    values.put(key, List.of(more));
    return this;
  }

  @Override
  public List<String> values(String key) {
    return values.getOrDefault(key, List.of());
  }
}
