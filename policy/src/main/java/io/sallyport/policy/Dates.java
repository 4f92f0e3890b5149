package io.sallyport.policy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Comparisons of dates: ISO 8601 as in the W3C's note on date and time formats, or seconds since
 * the epoch. Four digits are a year. A date without a time is its midnight in UTC.
 */
final class Dates {

  private static final BigDecimal LATEST = BigDecimal.valueOf(Instant.MAX.getEpochSecond());

  private Dates() {}

  static Comparison compared(Text value, IntPredicate wanted) throws InvalidPolicy {
    Instant bound = parse(value.value());
    if (bound == null) {
      throw value.invalid(
          "`"
              + value.value()
              + "` is not a date, expected `2030-01-31T12:00:00Z` or seconds since the epoch");
    }
    return (found, evaluation) -> {
      Instant instant = evaluation.instant(found);
      return instant != null && wanted.test(instant.compareTo(bound));
    };
  }

  /** The instant that is written {@code text}, or null. */
  static @Nullable Instant parse(String text) {
    try {
      if (text.indexOf('T') >= 0) {
        return OffsetDateTime.parse(text).toInstant();
      }
      boolean dashed = text.length() > 4 && text.charAt(4) == '-';
      if (text.length() == 4 || (dashed && text.length() == 7)) {
        return midnight(YearMonth.parse(dashed ? text : text + "-01").atDay(1));
      }
      return dashed ? midnight(LocalDate.parse(text)) : epoch(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  private static @Nullable Instant epoch(String text) {
    BigDecimal seconds = Numbers.parse(text);
    if (seconds == null || seconds.abs().compareTo(LATEST) >= 0) {
      return null;
    }
    BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
    return Instant.ofEpochSecond(
        whole.longValueExact(), seconds.subtract(whole).movePointRight(9).longValue());
  }
}
