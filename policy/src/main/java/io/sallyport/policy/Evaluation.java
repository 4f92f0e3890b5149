package io.sallyport.policy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One decision under way: the request's keys, and what was read of their values last. Many
 * statements ask for the same value, and it is read once.
 */
final class Evaluation implements ConditionKeys {

  private final ConditionKeys keys;

  private @Nullable String addressText;
  private byte @Nullable [] address;
  private @Nullable String instantText;
  private @Nullable Instant instant;
  private @Nullable String numberText;
  private @Nullable BigDecimal number;

  Evaluation(ConditionKeys keys) {
    this.keys = keys;
  }

  @Override
  public List<String> values(String key) {
    return keys.values(key);
  }

  /** The address that is written {@code text}, or null. */
  byte @Nullable [] address(String text) {
    if (!text.equals(addressText)) {
      address = AddressRange.address(text);
      addressText = text;
    }
    return address;
  }

  /** The instant that is written {@code text}, or null. */
  @Nullable Instant instant(String text) {
    if (!text.equals(instantText)) {
      instant = Dates.parse(text);
      instantText = text;
    }
    return instant;
  }

  /** The number that is written {@code text}, or null. */
  @Nullable BigDecimal number(String text) {
    if (!text.equals(numberText)) {
      number = Numbers.parse(text);
      numberText = text;
    }
    return number;
  }
}
