package io.sallyport.app.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values with their units: {@code 100ms}, {@code 5s}, {@code 2m}, {@code 16KB}, {@code 10MB}. */
public final class Units {

  private static final Pattern VALUE = Pattern.compile("([0-9]{1,12}) ?([A-Za-z]+)");

  private Units() {}

  /** A time; empty when {@code text} is none. */
  public static Optional<Duration> duration(String text) {
    Matcher value = VALUE.matcher(text);
    if (!value.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(value.group(1));
    return switch (value.group(2)) {
      case "ms" -> Optional.of(Duration.ofMillis(amount));
      case "s" -> Optional.of(Duration.ofSeconds(amount));
      case "m" -> Optional.of(Duration.ofMinutes(amount));
      case "h" -> Optional.of(Duration.ofHours(amount));
      default -> Optional.empty();
    };
  }

  /** A size in bytes; empty when {@code text} is none. 1 KB is 1,024 bytes, as in AWS's quotas. */
  static OptionalLong bytes(String text) {
    Matcher value = VALUE.matcher(text);
    if (!value.matches()) {
      return OptionalLong.empty();
    }
    long amount = Long.parseLong(value.group(1));
    return switch (value.group(2)) {
      case "B" -> OptionalLong.of(amount);
      case "KB" -> OptionalLong.of(amount << 10);
      case "MB" -> OptionalLong.of(amount << 20);
      case "GB" -> OptionalLong.of(amount << 30);
      default -> OptionalLong.empty();
    };
  }
}
