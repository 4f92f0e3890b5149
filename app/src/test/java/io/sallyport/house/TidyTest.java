package io.sallyport.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Nothing small grows unseen; what is large already is named here and may only shrink. */
class TidyTest {

  private static final int FILE_LINES = 450;
  private static final int TEST_FILE_LINES = 600;
  private static final int METHOD_LINES = 70;

  /** Files longer than the limit, with the length they must not exceed. */
  private static final Map<String, Integer> LONG_FILES = Map.of();

  private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");
  private static final Pattern SKIPPED =
      Pattern.compile("@(Disabled|Ignore|EnabledIf|DisabledIf|EnabledOn|DisabledOn)|assumeT");
  private static final Pattern VAGUE = Pattern.compile(".*(Util|Utils|Helper|Manager|Impl)\\.java");

  @Test
  void filesStayShort() {
    Map<String, Integer> grown = new TreeMap<>();
    for (Path file : Sources.all()) {
      int lines = (int) Sources.text(file).lines().count();
      String name = Sources.ROOT.relativize(file).toString();
      int limit = name.contains("/src/test/") ? TEST_FILE_LINES : FILE_LINES;
      if (lines > LONG_FILES.getOrDefault(name, limit)) {
        grown.put(name, lines);
      }
    }
    assertThat(grown).isEmpty();
  }

  @Test
  void methodsStayShort() throws IOException {
    Parsed parsed = Parsed.of(Sources.main());
    assertThat(parsed.units()).isNotEmpty();
    List<String> found = new ArrayList<>();
    for (CompilationUnitTree unit : parsed.units()) {
      new LongMethods(METHOD_LINES, unit, parsed.positions(), found).scan(unit, null);
    }
    assertThat(found).isEmpty();
  }

  @Test
  void closedSetsAreSwitchedWithoutDefault() throws IOException {
    List<CompilationUnitTree> units = Parsed.of(Sources.all()).units();
    Set<String> closed = ClosedTypes.of(units);
    assertThat(closed).contains("GatewayResponse", "HttpProxy", "Later");
    List<String> found = new ArrayList<>();
    units.forEach(unit -> new DefaultArms(closed, unit, found).scan(unit, null));
    assertThat(found).isEmpty();
  }

  @Test
  void nothingIsLeftUnfinished() {
    assertThat(Sources.main())
        .filteredOn(file -> UNFINISHED.matcher(Sources.text(file)).find())
        .isEmpty();
  }

  @Test
  void noTestIsSkipped() {
    assertThat(Sources.all())
        .filteredOn(file -> !file.endsWith("TidyTest.java"))
        .filteredOn(file -> SKIPPED.matcher(Sources.text(file)).find())
        .isEmpty();
  }

  @Test
  void namesSayWhatThingsAre() {
    assertThat(Sources.all())
        .filteredOn(file -> VAGUE.matcher(file.getFileName().toString()).matches())
        .isEmpty();
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(Sources.all())
        .filteredOn(file -> file.toString().contains("/src/"))
        .allSatisfy(
            file -> assertThat(file.resolveSibling("package-info.java")).satisfies(this::marked));
  }

  private void marked(Path info) {
    Path main = Path.of(info.toString().replace("/src/test/", "/src/main/"));
    assertThat(Sources.text(main.toFile().exists() ? main : info)).contains("@NullMarked");
  }
}
