package io.sallyport.core.definition;

import org.jspecify.annotations.Nullable;

/**
 * Something in an operator's file that keeps it from being served, or that the operator should
 * know. A mistake is a value; problems are collected and reported together.
 *
 * @param id names the kind of problem, such as {@code authorizer-not-enforced}
 * @param message a sentence in lower case: the offending value in backticks, what was expected
 * @param suggestion what was probably meant, or null
 * @param allowance whether {@code --allow-unenforced} may let it pass
 */
public record Problem(
    String id,
    Severity severity,
    Location at,
    String message,
    @Nullable String suggestion,
    Allowance allowance) {

  /** How much a problem weighs. */
  public enum Severity {
    ERROR,
    WARNING
  }

  /** Whether the operator may start all the same. */
  public enum Allowance {
    /** A mistake; nothing lets it pass. */
    NEVER,
    /** A setting the gateway cannot enforce; the operator may say so by its id. */
    BY_ID
  }

  /** A mistake that nothing lets pass. */
  public static Problem error(String id, Location at, String message) {
    return new Problem(id, Severity.ERROR, at, message, null, Allowance.NEVER);
  }

  /** A mistake with a guess at what was meant. */
  public static Problem error(String id, Location at, String message, @Nullable String suggestion) {
    return new Problem(id, Severity.ERROR, at, message, suggestion, Allowance.NEVER);
  }

  /** A setting that is known and not enforced. */
  public static Problem unenforced(String id, Location at, String message) {
    return new Problem(id, Severity.ERROR, at, message, null, Allowance.BY_ID);
  }

  /** Something the operator should know. */
  public static Problem warning(String id, Location at, String message) {
    return new Problem(id, Severity.WARNING, at, message, null, Allowance.NEVER);
  }
}
