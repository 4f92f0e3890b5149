package io.sallyport.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.TreeScanner;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** Finds the types that belong to a sealed type, by their simple names. */
final class ClosedTypes extends TreeScanner<@Nullable Void, @Nullable Void> {

  private final Set<String> sealed = new HashSet<>();
  private final List<CompilationUnitTree> units;

  private ClosedTypes(List<CompilationUnitTree> units) {
    this.units = units;
  }

  static Set<String> of(List<CompilationUnitTree> units) {
    ClosedTypes types = new ClosedTypes(units);
    units.forEach(unit -> types.scan(unit, null));
    return types.members();
  }

  @Override
  public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
    if (type.getModifiers().getFlags().contains(Modifier.SEALED)) {
      sealed.add(type.getSimpleName().toString());
    }
    return super.visitClass(type, null);
  }

  private Set<String> members() {
    Set<String> members = new HashSet<>();
    TreeScanner<@Nullable Void, @Nullable Void> scanner =
        new TreeScanner<>() {
          @Override
          public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            if (type.getImplementsClause().stream()
                .anyMatch(parent -> isSealed(parent.toString()))) {
              members.add(type.getSimpleName().toString());
            }
            return super.visitClass(type, null);
          }
        };
    units.forEach(unit -> scanner.scan(unit, null));
    return members;
  }

  private boolean isSealed(String parent) {
    String raw = parent.split("<", 2)[0];
    return sealed.contains(raw.substring(raw.lastIndexOf('.') + 1));
  }
}
