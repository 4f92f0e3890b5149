package io.sallyport.core.values;

import io.sallyport.core.language.Json;
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
  private final Function<Exchange, @Nullable String> logged;
  private final ToLongFunction<ExchangeRecord> number;

  /**
   * @param text the value while the request is under way
   * @param logged the value that an access log shows
   */
  private ContextVariable(
      Kind kind,
      Function<Exchange, @Nullable String> text,
      Function<Exchange, @Nullable String> logged,
      ToLongFunction<ExchangeRecord> number) {
    this.kind = kind;
    this.text = text;
    this.logged = logged;
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
    return kind == Kind.TIME ? time(exchange) : text.apply(exchange);
  }

  /** Whether its value for {@code record} is one that JSON writes without quotes. */
  boolean isBare(ExchangeRecord record) {
    return switch (kind) {
      case NUMBER -> true;
      case NUMBER_OR_TEXT -> number.applyAsLong(record) != UNSET;
      case TYPED -> Json.isBare(logged.apply(record.exchange()));
      case TEXT, TIME -> false;
    };
  }

  /** Writes the value once the exchange is over; gives back whether there was one. */
  Written write(ExchangeRecord record, LogLine out, Quoting quoting) {
    return switch (kind) {
      case TEXT, TYPED -> write(logged.apply(record.exchange()), out, quoting);
      case TIME -> {
        RequestTime.write(record.exchange().arrivalMillis(), out);
        yield Written.VALUE;
      }
      case NUMBER -> write(number.applyAsLong(record), out);
      case NUMBER_OR_TEXT ->
          write(number.applyAsLong(record), out) == Written.VALUE
              ? Written.VALUE
              : write(logged.apply(record.exchange()), out, quoting);
    };
  }

  private static Written write(@Nullable String value, LogLine out, Quoting quoting) {
    if (value == null) {
      return Written.NOTHING;
    }
    out.text(value, quoting);
    return Written.VALUE;
  }

  private static Written write(long value, LogLine out) {
    if (value == UNSET) {
      return Written.NOTHING;
    }
    out.number(value);
    return Written.VALUE;
  }

  static ContextVariable text(Function<Exchange, @Nullable String> value) {
    return text(value, value);
  }

  /** Text that is one thing under way and another in an access log. */
  static ContextVariable text(
      Function<Exchange, @Nullable String> value, Function<Exchange, @Nullable String> logged) {
    return new ContextVariable(Kind.TEXT, value, logged, record -> UNSET);
  }

  /** Text that only an access log may show. */
  static ContextVariable logText(Function<Exchange, @Nullable String> value) {
    return text(exchange -> null, value);
  }

  /** A number that only an access log may show. */
  static ContextVariable number(ToLongFunction<ExchangeRecord> value) {
    return new ContextVariable(Kind.NUMBER, exchange -> null, exchange -> null, value);
  }

  /** A number that only an access log may show, and a text where there is none and under way. */
  static ContextVariable numberOrText(
      ToLongFunction<ExchangeRecord> value,
      Function<Exchange, @Nullable String> text,
      Function<Exchange, @Nullable String> logged) {
    return new ContextVariable(Kind.NUMBER_OR_TEXT, text, logged, value);
  }

  /** Text that stands in JSON without quotes where it is a number or a truth value. */
  static ContextVariable typed(Function<Exchange, @Nullable String> value) {
    return new ContextVariable(Kind.TYPED, value, value, record -> UNSET);
  }

  static ContextVariable time() {
    return new ContextVariable(Kind.TIME, exchange -> null, exchange -> null, record -> UNSET);
  }

  static ContextVariable unset() {
    return text(exchange -> null);
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
    /** Text that JSON writes without quotes where it looks like a number. */
    TYPED,
    TIME,
    NUMBER,
    NUMBER_OR_TEXT
  }
}
