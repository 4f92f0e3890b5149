package io.sallyport.app.command;

import io.sallyport.app.config.Units;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time of whole seconds. */
final class LifetimeOf implements ITypeConverter<Duration> {

  private static final Duration LONGEST = Duration.ofHours(24);

  @Override
  public Duration convert(String value) {
    Optional<Duration> time = Units.duration(value);
    if (time.isEmpty()
        || time.get().toMillis() % 1000 != 0
        || time.get().isZero()
        || time.get().compareTo(LONGEST) > 0) {
      throw new TypeConversionException(
          "expected a time from `1s` to `24h`, found `" + value + "`");
    }
    return time.get();
  }
}
