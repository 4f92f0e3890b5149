package io.sallyport.core.language;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * An identity validation expression: what the token of an authorizer must match as a whole. See the
 * API Gateway reference, "Authorizer", {@code identityValidationExpression}.
 *
 * <p>AWS runs Java's expressions. Anybody may send any token, so here only expressions run whose
 * time grows no faster than the token; those that need back-references or look-around have a {@link
 * #fault}. Whatever decides whether one is good decides here, so that none is accepted that does
 * not run.
 */
public final class ValidationExpression {

  private static final int LONGEST = 1024;

  /** As much of an expression as a message shows, in characters. */
  private static final int SHOWN = 200;

  private final Pattern pattern;

  private ValidationExpression(Pattern pattern) {
    this.pattern = pattern;
  }

  /** What is wrong with {@code expression}, a sentence; null where it runs. */
  public static @Nullable String fault(String expression) {
    if (expression.length() > LONGEST) {
      return quoted(expression) + " is longer than `" + LONGEST + "` characters";
    }
    try {
      Pattern.compile(expression);
      return null;
    } catch (PatternSyntaxException e) {
      String part = e.getPattern();
      return quoted(expression)
          + " is no regular expression that runs in a time no token can stretch: "
          + e.getDescription()
          + (part.isEmpty() ? "" : ": " + quoted(part));
    }
  }

  /** The expression {@code expression}; it must have no {@link #fault}. */
  public static ValidationExpression of(String expression) {
    return new ValidationExpression(Pattern.compile(expression));
  }

  /** Whether the whole of {@code value} matches. */
  public boolean matches(String value) {
    return pattern.matches(value);
  }

  /** The expression as it is written. */
  @Override
  public String toString() {
    return pattern.pattern();
  }

  private static String quoted(String text) {
    return "`" + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text) + "`";
  }
}
