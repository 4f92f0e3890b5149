package io.sallyport.core.values;

import io.sallyport.core.language.Suggestions;
import io.sallyport.core.logline.LogLine;
import io.sallyport.core.logline.Quoting;
import io.sallyport.core.logline.RequestTime;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.ExchangeRecord;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A {@code $context} variable. See the API Gateway guide, "$context variables for API Gateway".
 * Names AWS has and the gateway has no value for exist and are always unset.
 */
public final class ContextVariable {

  /** Stands for an unset number. */
  static final long UNSET = Long.MIN_VALUE;

  private final Kind kind;
  private final Function<Exchange, @Nullable String> text;
  private final ToLongFunction<ExchangeRecord> number;

  private ContextVariable(
      Kind kind, Function<Exchange, @Nullable String> text, ToLongFunction<ExchangeRecord> number) {
    this.kind = kind;
    this.text = text;
    this.number = number;
  }

  /** The variable called {@code name}, without {@code $context.}; empty when AWS has none. */
  public static Optional<ContextVariable> named(String name) {
    return Optional.ofNullable(ContextVariables.find(name));
  }

  /** The name probably meant by {@code name}, or null. */
  public static @Nullable String suggestion(String name) {
    return Suggestions.nearest(name, ContextVariables.names());
  }

  /** The value while the request is under way, or null when it is unset. */
  public @Nullable String value(Exchange exchange) {
    return switch (kind) {
      case TEXT -> text.apply(exchange);
      case TIME -> time(exchange);
      case NUMBER, LOG_TEXT, UNSET -> null;
    };
  }

  /** Whether its values are numbers, which JSON writes without quotes. */
  boolean isNumber() {
    return kind == Kind.NUMBER;
  }

  /** Writes the value once the exchange is over; gives back whether there was one. */
  Written write(ExchangeRecord record, LogLine out, Quoting quoting) {
    switch (kind) {
      case TEXT, LOG_TEXT -> {
        String value = text.apply(record.exchange());
        if (value == null) {
          return Written.NOTHING;
        }
        out.text(value, quoting);
      }
      case TIME -> RequestTime.write(record.exchange().arrivalMillis(), out);
      case NUMBER -> {
        long value = number.applyAsLong(record);
        if (value == UNSET) {
          return Written.NOTHING;
        }
        out.number(value);
      }
      case UNSET -> {
        return Written.NOTHING;
      }
    }
    return Written.VALUE;
  }

  static ContextVariable text(Function<Exchange, @Nullable String> value) {
    return new ContextVariable(Kind.TEXT, value, record -> UNSET);
  }

  static ContextVariable logText(Function<Exchange, @Nullable String> value) {
    return new ContextVariable(Kind.LOG_TEXT, value, record -> UNSET);
  }

  static ContextVariable number(ToLongFunction<ExchangeRecord> value) {
    return new ContextVariable(Kind.NUMBER, exchange -> null, value);
  }

  static ContextVariable time() {
    return new ContextVariable(Kind.TIME, exchange -> null, record -> UNSET);
  }

  static ContextVariable unset() {
    return new ContextVariable(Kind.UNSET, exchange -> null, record -> UNSET);
  }

  private static String time(Exchange exchange) {
    LogLine line = new LogLine(64);
    RequestTime.write(exchange.arrivalMillis(), line);
    return new String(line.bytes(), 0, line.length(), StandardCharsets.US_ASCII);
  }

  /** What became of a value that was to be written. */
  enum Written {
    VALUE,
    NOTHING
  }

  private enum Kind {
    TEXT,
    /** Text that only an access log may show. */
    LOG_TEXT,
    TIME,
    NUMBER,
    UNSET
  }
}
