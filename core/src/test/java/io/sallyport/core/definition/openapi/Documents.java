package io.sallyport.core.definition.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.ApiSettings;
import io.sallyport.core.definition.ApiSettings.BasePathMode;
import io.sallyport.core.definition.ApiSettings.JwtOnRest;
import io.sallyport.core.definition.ApiSettings.OpenApi31;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.pipeline.ApiType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Documents of the tests, and what reading them gives. */
final class Documents {

  /** An integration that loads in a REST API and in an HTTP API. */
  static final String PROXY =
      "x-amazon-apigateway-integration: {type: http_proxy, httpMethod: GET, uri: 'http://h/'}";

  static final ApiSettings SETTINGS =
      new ApiSettings(
          "api.yaml",
          "abcdef1234",
          null,
          null,
          Map.of(),
          List.of(),
          BasePathMode.IGNORE,
          OpenApi31.REFUSED,
          JwtOnRest.REFUSED,
          "123456789012",
          "us-east-1");

  private Documents() {}

  /** What reading a document gave. */
  record Outcome(Optional<ApiDefinition> definition, List<Problem> found, List<Problem> passed) {

    /** The one problem of a document that was refused. */
    Problem refusal() {
      assertThat(definition).isEmpty();
      assertThat(found).hasSize(1);
      Problem problem = found.getFirst();
      assertThat(problem.message()).doesNotContain("\n").hasSizeLessThan(1_000);
      return problem;
    }

    ApiDefinition loaded() {
      assertThat(found).isEmpty();
      return definition.orElseThrow();
    }

    List<String> ids() {
      return found.stream().map(Problem::id).toList();
    }
  }

  static Outcome read(String text) {
    return read(SETTINGS, text);
  }

  static Outcome read(ApiSettings settings, String text, String... allowed) {
    Problems problems = new Problems(Set.of(allowed));
    Optional<ApiDefinition> definition =
        OpenApiReader.read(settings, text.getBytes(StandardCharsets.UTF_8), problems);
    return new Outcome(definition, problems.found(), problems.passed());
  }

  /** A REST API of one operation, {@code GET /pets}, with these lines in the operation. */
  static String operation(String... lines) {
    return withPaths("  /pets:\n    get:\n" + indented("      ", lines));
  }

  /** A REST API of one HTTP integration with these lines in the integration. */
  static String integration(String... lines) {
    return operation("x-amazon-apigateway-integration:\n" + indented("        ", lines));
  }

  /** A document with these lines at its root and one operation. */
  static String root(String... lines) {
    return operation(PROXY) + indented("", lines);
  }

  static String withPaths(String paths) {
    return "openapi: 3.0.1\ninfo: {title: pets}\npaths:\n" + paths;
  }

  private static String indented(String indent, String... lines) {
    return String.join("\n", lines).indent(indent.length());
  }

  static ApiSettings settings(@Nullable ApiType type) {
    return with(type, BasePathMode.IGNORE, OpenApi31.REFUSED, Map.of(), null);
  }

  static ApiSettings with(
      @Nullable ApiType type,
      BasePathMode basePath,
      OpenApi31 openApi31,
      Map<String, String> stageVariables,
      @Nullable String stage) {
    return new ApiSettings(
        "api.yaml",
        "abcdef1234",
        type,
        stage,
        stageVariables,
        List.of(),
        basePath,
        openApi31,
        JwtOnRest.REFUSED,
        "123456789012",
        "us-east-1");
  }

  static ApiSettings with(ApiType type, JwtOnRest jwtOnRest) {
    return new ApiSettings(
        "api.yaml",
        "abcdef1234",
        type,
        null,
        Map.of(),
        List.of(),
        BasePathMode.IGNORE,
        OpenApi31.REFUSED,
        jwtOnRest,
        "123456789012",
        "us-east-1");
  }
}
