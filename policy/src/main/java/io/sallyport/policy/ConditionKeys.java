package io.sallyport.policy;

import java.util.List;

/** What a request brings along for the conditions and variables of policies. */
@FunctionalInterface
public interface ConditionKeys {

  /** No keys at all. */
  ConditionKeys NONE = key -> List.of();

  /**
   * The values of a condition key as texts; empty where the request does not have the key. Dates
   * are ISO 8601 or seconds since the epoch, booleans {@code true} and {@code false}, binary values
   * Base64.
   *
   * @param key in lower case, {@code aws:sourceip}
   */
  List<String> values(String key);
}
