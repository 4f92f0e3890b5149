package io.sallyport.house;

import com.sun.source.tree.CaseLabelTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.util.TreeScanner;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names every switch over one of our sealed types that has a default arm: it would hide a missing
 * arm from the compiler.
 */
final class DefaultArms extends TreeScanner<@Nullable Void, @Nullable Void> {

  private final Set<String> closed;
  private final CompilationUnitTree unit;
  private final List<String> found;

  /**
   * @param closed the names of the types that belong to a sealed type of ours
   */
  DefaultArms(Set<String> closed, CompilationUnitTree unit, List<String> found) {
    this.closed = closed;
    this.unit = unit;
    this.found = found;
  }

  @Override
  public @Nullable Void visitSwitch(SwitchTree tree, @Nullable Void nothing) {
    inspect(tree.getCases());
    return super.visitSwitch(tree, null);
  }

  @Override
  public @Nullable Void visitSwitchExpression(SwitchExpressionTree tree, @Nullable Void nothing) {
    inspect(tree.getCases());
    return super.visitSwitchExpression(tree, null);
  }

  private void inspect(List<? extends CaseTree> cases) {
    List<? extends CaseLabelTree> labels =
        cases.stream().flatMap(arm -> arm.getLabels().stream()).toList();
    boolean overClosed =
        labels.stream()
            .filter(PatternCaseLabelTree.class::isInstance)
            .anyMatch(label -> closed.contains(type(label)));
    if (overClosed && labels.stream().anyMatch(DefaultCaseLabelTree.class::isInstance)) {
      found.add(unit.getSourceFile().getName() + ": " + labels.getFirst());
    }
  }

  /** The simple name of the type that a pattern such as {@code Refusal.Custom custom} names. */
  private static String type(CaseLabelTree label) {
    String qualified = label.toString().split("[ (<]", 2)[0];
    return qualified.substring(qualified.lastIndexOf('.') + 1);
  }
}
