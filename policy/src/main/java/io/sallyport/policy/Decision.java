package io.sallyport.policy;

import org.jspecify.annotations.Nullable;

/**
 * What a policy says of a request, and which of its statements said so.
 *
 * @param statement the index of the deciding statement from 0; -1 when none matched
 * @param sid its {@code Sid}, or null
 */
public record Decision(Verdict verdict, int statement, @Nullable String sid) {

  /** No statement matched. */
  static final Decision IMPLICIT_DENY = new Decision(Verdict.IMPLICIT_DENY, -1, null);

  /** The three things a policy can say. */
  public enum Verdict {
    ALLOW,
    /** A statement that denies matched; nothing outweighs it. */
    EXPLICIT_DENY,
    /** Nothing allows it. */
    IMPLICIT_DENY
  }

  /** The deciding statement as a sentence names it: {@code statement 2 (`Sid`)}. */
  public String by() {
    if (statement < 0) {
      return "no statement";
    }
    return sid == null ? "statement " + statement : "statement " + statement + " (`" + sid + "`)";
  }
}
