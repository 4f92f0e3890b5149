package io.sallyport.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.app.config.Overrides;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** SARIF 2.1.0, sections 3.13 to 3.49: the required properties and the rules between them. */
class ProblemSarifTest {

  private static final ArtifactUris URIS = new ArtifactUris(Path.of("/home/user/apis"));

  @Test
  void hasEveryRequiredProperty() {
    JsonNode log =
        log(
            List.of(
                Problem.error("wrong-type", at("api.yaml", 3, 8, "/paths"), "expected a mapping"),
                Problem.warning("unused-allowance", Overrides.COMMAND_LINE, "nothing found"),
                Problem.error("wrong-type", at("api.yaml", 9, 0, "/info"), "expected a mapping"),
                Problem.error("no-such-file", Location.of("no ne.yaml"), "does not exist"),
                Problem.error("never-heard-of", at("/etc/x.yaml", 1, 1, ""), "strange")),
            List.of(Problem.unenforced("iam-not-enforced", at("api.yaml", 5, 5, "/a"), "allowed")),
            2);

    assertThat(log.get("version").asString()).isEqualTo("2.1.0");
    assertThat(log.get("$schema").asString()).endsWith("/sarif-schema-2.1.0.json");
    assertThat(log.get("runs")).hasSize(1);
    JsonNode run = log.get("runs").get(0);
    JsonNode driver = run.get("tool").get("driver");
    assertThat(driver.get("name").asString()).isEqualTo("Sallyport");
    assertThat(driver.get("version").asString()).isEqualTo("1.2.3");
    assertThat(run.get("columnKind").asString()).isIn("utf16CodeUnits", "unicodeCodePoints");
    assertThat(driver.get("rules")).hasSize(5).allSatisfy(ProblemSarifTest::isRule);
    assertThat(driver.get("rules"))
        .extracting(rule -> rule.get("defaultConfiguration").get("level").asString())
        .containsExactly("error", "warning", "error", "error", "error");
    assertThat(run.get("results"))
        .hasSize(6)
        .allSatisfy(result -> isResult(result, driver.get("rules")));
    JsonNode invocation = run.get("invocations").get(0);
    assertThat(invocation.get("executionSuccessful").isBoolean()).isTrue();
    assertThat(invocation.get("executionSuccessful").asBoolean()).isTrue();
    assertThat(invocation.get("exitCode").asInt()).isEqualTo(2);
  }

  @Test
  void levelsAreErrorWarningAndNote() {
    JsonNode results =
        results(
            List.of(
                Problem.error("wrong-type", at("a", 1, 1, ""), "m"),
                Problem.warning("unused-path-mapping", at("a", 1, 1, ""), "m")),
            List.of(Problem.unenforced("iam-not-enforced", at("a", 1, 1, ""), "m")));

    assertThat(results)
        .extracting(result -> result.get("level").asString())
        .containsExactly("error", "warning", "note");
    assertThat(results.get(0).has("suppressions")).isFalse();
    assertThat(results.get(2).get("suppressions").get(0).get("kind").asString())
        .isEqualTo("external");
  }

  @Test
  void regionsAreLineAndColumnWhereTheyAreKnown() {
    JsonNode results =
        results(
            List.of(
                Problem.error("wrong-type", at("a", 3, 8, "/paths/~1x"), "m"),
                Problem.error("wrong-type", at("a", 4, 0, ""), "m"),
                Problem.error("no-such-file", Location.of("a"), "m")),
            List.of());

    JsonNode exact = physical(results.get(0)).get("region");
    assertThat(exact.get("startLine").asInt()).isEqualTo(3);
    assertThat(exact.get("startColumn").asInt()).isEqualTo(8);
    assertThat(logical(results.get(0))).isEqualTo("/paths/~1x");
    assertThat(physical(results.get(1)).get("region").has("startColumn")).isFalse();
    assertThat(physical(results.get(2)).has("region")).isFalse();
  }

  @Test
  void filesAreRelativeToWhereTheCheckRan() {
    assertThat(uri("api.yaml")).isEqualTo("api.yaml under %SRCROOT%");
    assertThat(uri("./sub/../v1/my api#1%.yaml"))
        .isEqualTo("v1/my%20api%231%25.yaml under %SRCROOT%");
    assertThat(uri("/home/user/apis/a:b.yaml")).isEqualTo("a%3Ab.yaml under %SRCROOT%");
    assertThat(uri("../other.yaml")).isEqualTo("file:///home/user/other.yaml");
    assertThat(uri("é.yaml")).isEqualTo("%C3%A9.yaml under %SRCROOT%");
  }

  @Test
  void aMistakeOnTheCommandLineHasNoFile() {
    JsonNode result =
        results(List.of(Problem.error("no-listener", Overrides.COMMAND_LINE, "m")), List.of())
            .get(0);

    assertThat(result.get("locations").get(0).has("physicalLocation")).isFalse();
    assertThat(logical(result)).isEqualTo("command line");
  }

  @Test
  void saysWhatWasProbablyMeant() {
    JsonNode result =
        results(List.of(Problem.error("wrong-value", at("a", 1, 1, ""), "no", "yes")), List.of())
            .get(0);

    assertThat(result.get("message").get("text").asString()).isEqualTo("no; did you mean `yes`?");
  }

  @Test
  void nothingFoundIsAnEmptyListAndNotNone() {
    JsonNode run = log(List.of(), List.of(), 0).get("runs").get(0);

    assertThat(run.get("results").isArray()).isTrue();
    assertThat(run.get("results")).isEmpty();
    assertThat(run.get("invocations").get(0).get("exitCode").asInt()).isZero();
  }

  private static void isRule(JsonNode rule) {
    assertThat(rule.get("id").asString()).isNotBlank();
    for (String name : List.of("shortDescription", "fullDescription", "help")) {
      assertThat(rule.get(name).get("text").asString()).isNotBlank();
    }
    assertThat(rule.get("defaultConfiguration").get("level").asString())
        .isIn("none", "note", "warning", "error");
  }

  private static void isResult(JsonNode result, JsonNode rules) {
    assertThat(result.get("message").get("text").asString()).isNotBlank();
    int index = result.get("ruleIndex").asInt();
    assertThat(rules.get(index).get("id").asString()).isEqualTo(result.get("ruleId").asString());
    assertThat(result.get("locations")).hasSize(1);
    JsonNode physical = result.get("locations").get(0).get("physicalLocation");
    if (physical != null) {
      assertThat(physical.get("artifactLocation").get("uri").asString()).doesNotContain(" ");
      JsonNode region = physical.get("region");
      assertThat(region == null || region.get("startLine").asInt() >= 1).isTrue();
    }
  }

  private static JsonNode physical(JsonNode result) {
    return result.get("locations").get(0).get("physicalLocation");
  }

  private static String logical(JsonNode result) {
    return result
        .get("locations")
        .get(0)
        .get("logicalLocations")
        .get(0)
        .get("fullyQualifiedName")
        .asString();
  }

  private static String uri(String file) {
    JsonNode artifact =
        physical(
                results(List.of(Problem.error("wrong-type", at(file, 1, 1, ""), "m")), List.of())
                    .get(0))
            .get("artifactLocation");
    String uri = artifact.get("uri").asString();
    return artifact.has("uriBaseId") ? uri + " under " + artifact.get("uriBaseId").asString() : uri;
  }

  private static JsonNode results(List<Problem> problems, List<Problem> allowed) {
    return log(problems, allowed, 2).get("runs").get(0).get("results");
  }

  private static JsonNode log(List<Problem> problems, List<Problem> allowed, int exitCode) {
    ProblemSarif.Run run = new ProblemSarif.Run("1.2.3", problems, allowed, exitCode);
    return new ObjectMapper().readTree(ProblemSarif.document(run, URIS));
  }

  private static Location at(String file, int line, int column, String pointer) {
    return new Location(file, line, column, pointer);
  }
}
