package io.sallyport.app.report;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problem;
import java.util.Locale;

/** Problems as lines: {@code file:line:column: error id pointer: sentence}. */
public final class ProblemText {

  private ProblemText() {}

  public static String line(Problem problem) {
    String severity = problem.severity().name().toLowerCase(Locale.ROOT);
    String guess =
        problem.suggestion() == null ? "" : "; did you mean `" + problem.suggestion() + "`?";
    return at(problem.at(), severity, problem.id()) + problem.message() + guess;
  }

  /** A setting that is not enforced because the operator lets it pass. */
  public static String allowed(Problem problem) {
    return at(problem.at(), "not enforced, allowed by", problem.id()) + problem.message();
  }

  private static String at(Location at, String what, String id) {
    return at.file()
        + ":"
        + at.line()
        + ":"
        + at.column()
        + ": "
        + what
        + " "
        + id
        + " "
        + at.pointer()
        + ": ";
  }
}
