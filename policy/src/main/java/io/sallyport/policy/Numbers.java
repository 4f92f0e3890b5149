package io.sallyport.policy;

import java.math.BigDecimal;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Comparisons of numbers: integers and decimals, without exponents. */
final class Numbers {

  private static final int LONGEST = 64;

  private Numbers() {}

  static Comparison compared(Text value, IntPredicate wanted) throws InvalidPolicy {
    BigDecimal bound = parse(value.value());
    if (bound == null) {
      throw value.invalid("`" + value.value() + "` is not a number, expected `5` or `-0.5`");
    }
    return (found, evaluation) -> {
      BigDecimal number = evaluation.number(found);
      return number != null && wanted.test(number.compareTo(bound));
    };
  }

  /** The number that is written {@code text}, or null. */
  static @Nullable BigDecimal parse(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return null;
    }
    int digits = 0;
    int dots = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (c == '.' && digits > 0 && i + 1 < text.length()) {
        dots++;
      } else if (i > 0 || (c != '-' && c != '+')) {
        return null;
      }
    }
    return digits == 0 || dots > 1 ? null : new BigDecimal(text);
  }
}
