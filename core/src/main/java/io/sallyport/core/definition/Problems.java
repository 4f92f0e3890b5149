package io.sallyport.core.definition;

import io.sallyport.core.definition.Problem.Allowance;
import io.sallyport.core.definition.Problem.Severity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Collects problems, and knows which of them the operator lets pass. */
public final class Problems {

  private final Set<String> allowed;
  private final Set<Problem> found = new LinkedHashSet<>();
  private final Set<Problem> passed = new LinkedHashSet<>();
  private final AtomicInteger added = new AtomicInteger();
  private final AtomicInteger errors = new AtomicInteger();

  /**
   * @param allowed the ids given with {@code --allow-unenforced} and {@code allowUnenforced}
   */
  public Problems(Set<String> allowed) {
    this.allowed = Set.copyOf(allowed);
  }

  /**
   * Adds a problem, to the passed ones where the operator lets it pass. One that was added before
   * is the same problem, met through another reference or alias.
   */
  public void add(Problem problem) {
    added.incrementAndGet();
    if (problem.allowance() == Allowance.BY_ID && allowed.contains(problem.id())) {
      passed.add(problem);
    } else if (found.add(problem) && problem.severity() == Severity.ERROR) {
      errors.incrementAndGet();
    }
  }

  /** Adds a mistake that nothing lets pass. */
  public void error(String id, Location at, String message) {
    add(Problem.error(id, at, message));
  }

  /** Adds a mistake with a guess at what was meant. */
  public void error(String id, Location at, String message, @Nullable String suggestion) {
    add(Problem.error(id, at, message, suggestion));
  }

  /** Adds a setting that is known and not enforced. */
  public void unenforced(String id, Location at, String message) {
    add(Problem.unenforced(id, at, message));
  }

  /** Adds something the operator should know. */
  public void warning(String id, Location at, String message) {
    add(Problem.warning(id, at, message));
  }

  /**
   * How often a problem was added, those that were let pass or known already included. It stays the
   * same over a piece of work exactly when that work met no problem.
   */
  public int added() {
    return added.get();
  }

  /** The number of errors found. */
  public int errors() {
    return errors.get();
  }

  /** Everything that was not let pass, in the order it was found. */
  public List<Problem> found() {
    return List.copyOf(found);
  }

  /** What the operator lets pass: settings that are not enforced. */
  public List<Problem> passed() {
    return List.copyOf(passed);
  }

  /** Whether anything keeps the definitions from being served. */
  public boolean hasErrors() {
    return errors() > 0;
  }

  /** Allowances that no problem needed. */
  public Set<String> unused() {
    Set<String> unused = new TreeSet<>(allowed);
    passed.forEach(problem -> unused.remove(problem.id()));
    return unused;
  }
}
