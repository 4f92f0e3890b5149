package io.sallyport.adapters.function;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a function is called by. See the Lambda API reference, "Invoke", parameter FunctionName.
 *
 * @param partition {@code aws} and its siblings; null, as region and account, where only a name is
 *     given
 * @param qualifier a version or an alias, or null
 */
public record FunctionName(
    @Nullable String partition,
    @Nullable String region,
    @Nullable String account,
    String name,
    @Nullable String qualifier) {

  private static final Pattern ARN =
      Pattern.compile(
          "arn:(aws[a-zA-Z-]{0,20}):lambda:([a-z]{2,5}(?:-[a-z]{1,20}){1,3}-[0-9]{1,2}):([0-9]{12}):function:"
              + "([a-zA-Z0-9_-]{1,140})(?::(\\$LATEST|[a-zA-Z0-9_-]{1,128}))?");

  private static final Pattern NAME =
      Pattern.compile("([a-zA-Z0-9_-]{1,140})(?::(\\$LATEST|[a-zA-Z0-9_-]{1,128}))?");

  /** Reads an ARN or a name, each with or without its qualifier; empty when it is neither. */
  public static Optional<FunctionName> parse(String text) {
    Matcher arn = ARN.matcher(text);
    if (arn.matches()) {
      return Optional.of(
          new FunctionName(arn.group(1), arn.group(2), arn.group(3), arn.group(4), arn.group(5)));
    }
    Matcher name = NAME.matcher(text);
    return name.matches()
        ? Optional.of(new FunctionName(null, null, null, name.group(1), name.group(2)))
        : Optional.empty();
  }

  /** The same in {@code region} and {@code account} where it does not name its own. */
  FunctionName within(String homeRegion, String homeAccount) {
    return partition == null
        ? new FunctionName("aws", homeRegion, homeAccount, name, qualifier)
        : this;
  }

  /** The ARN without its qualifier; for a name that has region and account. */
  String unqualifiedArn() {
    return "arn:" + partition + ":lambda:" + region + ":" + account + ":function:" + name;
  }

  /** The ARN with its qualifier, where there is one. */
  String arn() {
    return qualifier == null ? unqualifiedArn() : unqualifiedArn() + ":" + qualifier;
  }
}
