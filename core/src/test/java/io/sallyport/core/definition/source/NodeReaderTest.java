package io.sallyport.core.definition.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import io.sallyport.core.language.Suggestions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeReaderTest {

  private static final Location HERE = new Location("a.yaml", 3, 7, "/a");

  private final Problems problems = new Problems(Set.of());
  private final NodeReader reader = new NodeReader(problems);

  @Test
  void saysWhatWasExpectedAndWhatWasFound() {
    assertThat(reader.mapping(new Sequence(List.of(), HERE))).isEmpty();
    assertThat(reader.sequence(text("x"))).isEmpty();
    assertThat(reader.text(new Mapping(Map.of(), Map.of(), HERE))).isEmpty();
    assertThat(reader.text(new Scalar("~", Kind.NULL, HERE))).isEmpty();

    assertThat(problems.found())
        .extracting(Problem::message)
        .containsExactly(
            "expected a mapping, found a sequence",
            "expected a sequence, found `x`",
            "expected text, found a mapping",
            "expected text, found nothing");
    assertThat(problems.found()).extracting(Problem::id).containsOnly("wrong-type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "on", "1", "truee", ""})
  void refusesWordsForTruthThatAreNotTrueOrFalse(String word) {
    assertThat(reader.truth(text(word))).isEmpty();
    assertThat(problems.found()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "x", "", "99999999999999999999", "1e3"})
  void refusesNumbersThatAreNotWhole(String number) {
    assertThat(reader.integer(text(number), 0, 100)).isEmpty();
    assertThat(problems.found().getFirst().id()).isEqualTo("wrong-type");
  }

  @Test
  void refusesNumbersOutOfRange() {
    assertThat(reader.integer(text("101"), 0, 100)).isEmpty();
    assertThat(problems.found().getFirst().message())
        .isEqualTo("`101` will not do, expected a whole number from `0` to `100`");
  }

  @Test
  void takesQuotedNumbersAndTruths() {
    assertThat(reader.integer(text("42"), 0, 100)).hasValue(42);
    assertThat(reader.truth(text("TRUE"))).contains(true);
    assertThat(problems.found()).isEmpty();
  }

  @Test
  void suggestsAChoice() {
    assertThat(reader.choice(text("HEDAER"), List.of("HEADER", "AUTHORIZER"))).isEmpty();
    assertThat(problems.found().getFirst().suggestion()).isEqualTo("HEADER");
  }

  @Test
  void refusesUnknownKeysWhereTheyStand() {
    Mapping mapping = new Mapping(Map.of("secruity", text("x")), Map.of("secruity", HERE), HERE);

    reader.onlyKnown(mapping, List.of("security", "summary"), "an operation");

    Problem problem = problems.found().getFirst();
    assertThat(problem.id()).isEqualTo("unknown-property");
    assertThat(problem.at()).isEqualTo(HERE);
    assertThat(problem.suggestion()).isEqualTo("security");
  }

  @ParameterizedTest
  @CsvSource({
    "secruity, security",
    "Security, security",
    "x-amazon-apigateway-integrations, x-amazon-apigateway-integration",
    "httpMetod, httpMethod",
    "zebra, ",
    "a, "
  })
  void suggestsTheNearestNameWhenItIsNear(String written, String expected) {
    List<String> known = List.of("security", "x-amazon-apigateway-integration", "httpMethod");

    assertThat(Suggestions.nearest(written, known)).isEqualTo(expected);
  }

  private static Scalar text(String text) {
    return new Scalar(text, Kind.STRING, HERE);
  }
}
