package io.sallyport.app.report;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problem;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Problems as lines: {@code file:line:column: error id pointer: sentence}. */
public final class ProblemText {

  private ProblemText() {}

  public static String line(Problem problem) {
    String severity = problem.severity().name().toLowerCase(Locale.ROOT);
    return at(problem.at(), severity, problem.id()) + sentence(problem);
  }

  /** What is wrong, and what was probably meant. */
  static String sentence(Problem problem) {
    return problem.message() + guess(problem.suggestion());
  }

  /** The end of a sentence that says what was probably meant; empty where nobody knows. */
  public static String guess(@Nullable String suggestion) {
    return suggestion == null ? "" : "; did you mean `" + suggestion + "`?";
  }

  /** Prints a line for each problem. */
  public static void print(List<Problem> problems, PrintStream out) {
    problems.forEach(problem -> out.println(line(problem)));
  }

  /** Prints a line for each setting that is not enforced because the operator lets it pass. */
  public static void printAllowed(List<Problem> problems, PrintStream out) {
    problems.forEach(problem -> out.println(allowed(problem)));
  }

  /** A setting that is not enforced because the operator lets it pass. */
  private static String allowed(Problem problem) {
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
