package io.sallyport.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules are held to the problem ids in the code, so that no report has one without help. */
class RulesTest {

  private static final Pattern HYPHENATED = Pattern.compile("\"([a-z0-9]+(?:-[a-z0-9]+)+)\"");

  /** Where problems are made. */
  private static final List<String> PLACES =
      List.of(
          "../core/src/main/java/io/sallyport/core/definition",
          "../core/src/main/java/io/sallyport/core/compile",
          "src/main/java/io/sallyport/app/config",
          "src/main/java/io/sallyport/app/load",
          "src/main/java/io/sallyport/app/gateway");

  /** Texts with a hyphen in those places that are no problem ids; `x-` names are none either. */
  private static final Set<String> OTHERS =
      Set.of(
          "aws-cn",
          "aws-us-gov",
          "us-east-1",
          "last-six",
          "2012-10-17",
          "body-and-params",
          "body-only",
          "params-only",
          "no-validation",
          "certificate-expiry",
          "end-processes",
          "file-watcher",
          "second-stop");

  @Test
  void everyProblemIdHasARuleAndEveryRuleAnId() {
    Set<String> inCode = new TreeSet<>();
    PLACES.forEach(place -> inCode.addAll(hyphenated(Path.of(place))));
    inCode.removeAll(OTHERS);
    inCode.removeIf(id -> id.startsWith("x-"));

    assertThat(inCode).hasSizeGreaterThan(80);
    assertThat(new TreeSet<>(Rules.ids())).isEqualTo(inCode);
  }

  @Test
  void everyRuleSaysWhatItMeansAndWhatToDo() {
    assertThat(Rules.ids())
        .allSatisfy(id -> {
          assertThat(Rules.of(id).meaning()).isNotBlank().doesNotEndWith(".");
          assertThat(Rules.of(id).help()).endsWith(".");
        });
  }

  @Test
  void anIdWithoutARuleIsItsOwnMeaning() {
    assertThat(Rules.of("never-heard-of").meaning()).isEqualTo("never heard of");
  }

  private static Set<String> hyphenated(Path place) {
    try (Stream<Path> files = Files.walk(place)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .flatMap(file -> HYPHENATED.matcher(read(file)).results())
          .map(match -> match.group(1))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
