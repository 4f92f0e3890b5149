package io.sallyport.core.language;

import java.util.regex.Pattern;

/**
 * A selection pattern for the error message of a function. AWS matches the whole message with
 * Java's expressions, which can take time out of all proportion on some texts; here they get a
 * number of steps and no more.
 */
public final class ErrorPattern {

  /** The characters an expression may look at, each time it looks; some ten milliseconds. */
  static final int STEPS = 2_000_000;

  private final Pattern pattern;

  private ErrorPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /** Whether a message is selected. */
  public enum Match {
    SELECTED,
    PASSED_OVER,
    /** The expression needs more steps, or more of the stack, than it gets. */
    GIVEN_UP
  }

  /** The pattern {@code expression}; it must have no {@link StatusPattern#fault}. */
  public static ErrorPattern of(String expression) {
    return new ErrorPattern(Pattern.compile(expression));
  }

  /** Whether {@code message} is selected. */
  public Match match(String message) {
    try {
      return pattern.matcher(new Counted(message)).matches() ? Match.SELECTED : Match.PASSED_OVER;
    } catch (OutOfSteps | StackOverflowError e) {
      return Match.GIVEN_UP;
    }
  }

  private static final class OutOfSteps extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfSteps() {
      super(null, null, false, false);
    }
  }

  /** A text that counts how often it is looked at. */
  private static final class Counted implements CharSequence {
    private final String text;
    private int left = STEPS;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (--left < 0) {
        throw new OutOfSteps();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
