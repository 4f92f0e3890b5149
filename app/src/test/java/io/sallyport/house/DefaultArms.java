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
import org.jspecify.annotations.Nullable;

/**
 * Names every switch over types that has a default arm: over a sealed type it would hide a missing
 * one from the compiler.
 */
final class DefaultArms extends TreeScanner<@Nullable Void, @Nullable Void> {

  private final CompilationUnitTree unit;
  private final List<String> found;

  DefaultArms(CompilationUnitTree unit, List<String> found) {
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
    if (labels.stream().anyMatch(PatternCaseLabelTree.class::isInstance)
        && labels.stream().anyMatch(DefaultCaseLabelTree.class::isInstance)) {
      found.add(unit.getSourceFile().getName() + ": " + labels.getFirst());
    }
  }
}
