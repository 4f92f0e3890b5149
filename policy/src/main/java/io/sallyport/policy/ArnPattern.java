package io.sallyport.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A pattern for ARNs. The parts before the first five colons are matched one by one; in the sixth,
 * and in the last of a pattern with fewer parts, wildcards cross {@code :} and {@code /}. See the
 * IAM user guide, "Resource".
 */
final class ArnPattern {

  private static final int COLONS = 5;

  private final String prefix;
  private final Glob[] parts;
  private final Glob rest;
  private final String needle;

  private ArnPattern(String prefix, List<Glob> parts, Glob rest) {
    this.prefix = prefix;
    this.parts = parts.toArray(Glob[]::new);
    this.rest = rest;
    this.needle = rest.needle();
  }

  static ArnPattern of(GlobText text) {
    int fixed = 0;
    List<Glob> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < COLONS; i++) {
      int colon = text.colon(from);
      if (colon < 0) {
        break;
      }
      if (parts.isEmpty() && isFixed(text, from, colon)) {
        // Parts without wildcards, from the first on, are compared together.
        fixed = colon + 1;
      } else {
        parts.add(Glob.of(text, from, colon));
      }
      from = colon + 1;
    }
    return new ArnPattern(text.text(0, fixed), parts, Glob.of(text, from, text.length()));
  }

  /** Tells texts that whatever matches contains. */
  void literals(Consumer<String> each) {
    each.accept(prefix);
    for (Glob part : parts) {
      part.literals(each);
    }
    rest.literals(each);
  }

  /** Whether {@code arn} matches. */
  boolean matches(String arn) {
    if (!arn.startsWith(prefix) || (!needle.isEmpty() && !arn.contains(needle))) {
      return false;
    }
    int from = prefix.length();
    for (Glob part : parts) {
      int colon = arn.indexOf(':', from);
      if (colon < 0 || !part.matches(arn, from, colon)) {
        return false;
      }
      from = colon + 1;
    }
    return rest.matches(arn, from, arn.length());
  }

  /** Plain characters only; a colon of a variable's value can never match inside a part. */
  private static boolean isFixed(GlobText text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.kind(i) != GlobText.LITERAL) {
        return false;
      }
    }
    return true;
  }
}
