package io.sallyport.core.language;

import java.util.BitSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A selection pattern, tried on every status beforehand so that no expression runs while a request
 * waits. AWS matches the whole status, as {@code String.matches} does.
 */
public final class StatusPattern {

  private static final int STATUSES = 1000;

  private final BitSet matching;

  private StatusPattern(BitSet matching) {
    this.matching = matching;
  }

  /** The pattern {@code expression}; it must have no {@link #fault}. */
  public static StatusPattern of(String expression) {
    Pattern pattern = Pattern.compile(expression);
    BitSet matching = new BitSet(STATUSES);
    for (int status = 100; status < STATUSES; status++) {
      matching.set(status, pattern.matcher(Integer.toString(status)).matches());
    }
    return new StatusPattern(matching);
  }

  /** What is wrong with {@code expression}, or null. */
  public static @Nullable String fault(String expression) {
    try {
      Pattern.compile(expression);
      return null;
    } catch (PatternSyntaxException e) {
      return e.getDescription();
    }
  }

  /** Whether {@code status} is selected. */
  public boolean matches(int status) {
    return status >= 0 && matching.get(status);
  }
}
