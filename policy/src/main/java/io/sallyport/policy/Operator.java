package io.sallyport.policy;

import io.sallyport.policy.Condition.Sense;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A condition operator, without prefix and suffix; {@code Null} is none of them.
 *
 * @param sense whether it is a negation: that of a match with any of the policy's values
 */
record Operator(Sense sense, Compiled compiled) {

  private static final Map<String, Operator> TABLE =
      Map.ofEntries(
          positive("StringEquals", Texts::equal),
          negated("StringNotEquals", Texts::equal),
          positive("StringEqualsIgnoreCase", Texts::equalIgnoringCase),
          negated("StringNotEqualsIgnoreCase", Texts::equalIgnoringCase),
          positive("StringLike", Texts::like),
          negated("StringNotLike", Texts::like),
          positive("NumericEquals", number(order -> order == 0)),
          negated("NumericNotEquals", number(order -> order == 0)),
          positive("NumericLessThan", number(order -> order < 0)),
          positive("NumericLessThanEquals", number(order -> order <= 0)),
          positive("NumericGreaterThan", number(order -> order > 0)),
          positive("NumericGreaterThanEquals", number(order -> order >= 0)),
          positive("DateEquals", date(order -> order == 0)),
          negated("DateNotEquals", date(order -> order == 0)),
          positive("DateLessThan", date(order -> order < 0)),
          positive("DateLessThanEquals", date(order -> order <= 0)),
          positive("DateGreaterThan", date(order -> order > 0)),
          positive("DateGreaterThanEquals", date(order -> order >= 0)),
          positive("Bool", Operator::truth),
          positive("BinaryEquals", (value, dialect) -> Binary.equal(value)),
          positive("IpAddress", (value, dialect) -> AddressRange.within(value)),
          negated("NotIpAddress", (value, dialect) -> AddressRange.within(value)),
          positive("ArnEquals", Texts::arn),
          positive("ArnLike", Texts::arn),
          negated("ArnNotEquals", Texts::arn),
          negated("ArnNotLike", Texts::arn));

  /** Makes a comparison of a policy's value. */
  @FunctionalInterface
  interface Compiled {
    Comparison of(Text value, VariableText.Dialect dialect) throws InvalidPolicy;
  }

  /** The operator called {@code name}, or null. */
  static @Nullable Operator of(String name) {
    return TABLE.get(name);
  }

  Comparison comparison(Text value, VariableText.Dialect dialect) throws InvalidPolicy {
    return compiled.of(value, dialect);
  }

  /** The boolean that is written {@code value}. */
  static boolean bool(Text value) throws InvalidPolicy {
    return switch (value.value()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw value.invalid("`" + value.value() + "` is not `true` or `false`");
    };
  }

  private static Comparison truth(Text value, VariableText.Dialect dialect) throws InvalidPolicy {
    String wanted = Boolean.toString(bool(value));
    return (found, keys) -> wanted.equalsIgnoreCase(found);
  }

  private static Map.Entry<String, Operator> positive(String name, Compiled compiled) {
    return Map.entry(name, new Operator(Sense.POSITIVE, compiled));
  }

  private static Map.Entry<String, Operator> negated(String name, Compiled compiled) {
    return Map.entry(name, new Operator(Sense.NEGATED, compiled));
  }

  private static Compiled number(IntPredicate wanted) {
    return (value, dialect) -> Numbers.compared(value, wanted);
  }

  private static Compiled date(IntPredicate wanted) {
    return (value, dialect) -> Dates.compared(value, wanted);
  }
}
