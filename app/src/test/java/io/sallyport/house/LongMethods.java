package io.sallyport.house;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names every method longer than a limit. */
final class LongMethods extends TreeScanner<@Nullable Void, @Nullable Void> {

  private final int limit;
  private final CompilationUnitTree unit;
  private final SourcePositions positions;
  private final List<String> found;

  LongMethods(int limit, CompilationUnitTree unit, SourcePositions positions, List<String> found) {
    this.limit = limit;
    this.unit = unit;
    this.positions = positions;
    this.found = found;
  }

  @Override
  public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
    long from = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, method));
    long to = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, method));
    if (to - from + 1 > limit) {
      found.add(unit.getSourceFile().getName() + " " + method.getName() + " " + (to - from + 1));
    }
    return super.visitMethod(method, null);
  }
}
