package io.sallyport.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.adapters.function.FunctionSettings;
import io.sallyport.adapters.function.process.LambdaRuntime;
import io.sallyport.adapters.function.process.ProcessSettings;
import io.sallyport.adapters.function.process.ProcessSettings.Credentials;
import io.sallyport.app.config.Configuration.Function;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.source.DocumentLimits;
import io.sallyport.core.definition.source.DocumentReader;
import io.sallyport.core.definition.source.Node.Mapping;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionsReaderTest {

  private final Problems problems = new Problems(Set.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          f: {}                                                      | wrong-function   | expected exactly one of `endpoint`, `aws` and `runtime` with `code`
          f: {endpoint: "http://a", aws: true}                       | wrong-function   | expected exactly one of
          f: {aws: true, runtime: nodejs, code: a, handler: a.b}     | wrong-function   | expected exactly one of
          f: {aws: true, timeout: 3s}                                | wrong-function   | `timeout` acts on functions that run as processes only
          f: {aws: false}                                            | wrong-value      | expected `true`
          f: {aws: maybe}                                            | wrong-type       | expected `true` or `false`
          f: {endpoint: "localhost:3001"}                            | wrong-value      | expected `http://host:port`
          f: {endpoint: "http://a:1?b=c"}                            | wrong-value      | expected `http://host:port`
          f: {runtime: ruby3.3, code: a, handler: a.b}               | wrong-value      | of the families `nodejs`, `python`, `java`, `provided`
          f: {runtime: nodejs22.x, handler: a.b}                     | missing-property | `code` is missing
          f: {code: a, handler: a.b}                                 | missing-property | `runtime` is missing
          f: {runtime: python3.13, code: a}                          | missing-property | `handler` is missing
          f: {runtime: nodejs, code: a, handler: a.b, timeout: 16m}  | wrong-value      | from `1000ms` to `900s`
          f: {runtime: nodejs, code: a, handler: a.b, timeout: 3}    | wrong-value      | expected a time
          f: {runtime: nodejs, code: a, handler: a.b, memory: 64}    | wrong-value      | from `128` to `10240`
          f: {runtime: nodejs, code: a, handler: a.b, concurrency: 0} | wrong-value     | from `1` to `1000`
          f: {runtime: nodejs, code: a, handler: a.b, env: {_HANDLER: x}} | wrong-value | `_HANDLER` is set by Lambda itself
          f: {runtime: nodejs, code: a, handler: a.b, env: {a-b: x}} | wrong-value      | expected letters, digits and `_`
          f: {runtime: nodejs, code: a, handler: a.b, awsCredentials: all} | wrong-value | expected one of `none`, `environment`
          f: {endpont: "http://a", aws: true}                        | unknown-property | `endpont` is not a property of function `f`
          "a b": {aws: true}                                         | wrong-value      | expected a function's name or ARN, or `default`
          "arn:aws:s3:::bucket": {aws: true}                         | wrong-value      | expected a function's name or ARN
          f: true                                                    | wrong-type       | expected a mapping
          """)
  void refusesWhatCannotBeServed(String functions, String id, String message) {
    read("functions: {" + functions + "}");
    assertThat(problems.found())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.id()).isEqualTo(id);
          assertThat(problem.message()).contains(message);
        });
  }

  @Test
  void pinsEveryDefaultOfAProcess() {
    Map<String, Function> read =
        read("functions: {f: {runtime: nodejs22.x, code: src, handler: app.handler}}");
    assertThat(problems.found()).isEmpty();
    assertThat(read.get("f"))
        .extracting(Function::settings)
        .isEqualTo(
            new FunctionSettings.Local(
                new ProcessSettings(
                    LambdaRuntime.NODEJS,
                    Path.of("conf/src"),
                    List.of(),
                    "app.handler",
                    Map.of(),
                    Duration.ofSeconds(3),
                    128,
                    10,
                    1000,
                    Duration.ofMinutes(5),
                    Credentials.NONE)));
  }

  @Test
  void readsEveryKey() {
    Map<String, Function> read =
        read(
            """
            functions:
              arn:aws:lambda:eu-west-1:123456789012:function:hello:live:
                runtime: provided.al2023
                code: /opt/code
                layers: [one, /opt/two]
                env: {TABLE: t, AWS_ACCESS_KEY_ID: mine}
                timeout: 15m
                memory: 1024
                concurrency: 2
                queue: 0
                idle: 1s
                awsCredentials: environment
              a: {aws: true}
              default: {endpoint: 'http://localhost:3001'}
            """);
    assertThat(problems.found()).isEmpty();
    assertThat(read.get("arn:aws:lambda:eu-west-1:123456789012:function:hello:live"))
        .extracting(Function::settings)
        .isEqualTo(
            new FunctionSettings.Local(
                new ProcessSettings(
                    LambdaRuntime.PROVIDED,
                    Path.of("/opt/code"),
                    List.of(Path.of("conf/one"), Path.of("/opt/two")),
                    "",
                    Map.of("TABLE", "t", "AWS_ACCESS_KEY_ID", "mine"),
                    Duration.ofMinutes(15),
                    1024,
                    2,
                    0,
                    Duration.ofSeconds(1),
                    Credentials.ENVIRONMENT)));
    assertThat(read.get("a")).extracting(Function::settings).isEqualTo(FunctionSettings.Aws.AWS);
  }

  @Test
  void saysEveryMistakeWithItsPlace() {
    read(
        "functions:\n"
            + "  f: {runtime: nodejs, code: a, handler: a.b, timeout: 3, memory: 1}\n"
            + "  g: {}");
    assertThat(problems.found())
        .extracting(problem -> problem.at().line())
        .containsExactly(2, 2, 3);
    assertThat(problems.found()).extracting(Problem::id).contains("wrong-function");
  }

  private Map<String, Function> read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Mapping document =
        (Mapping)
            DocumentReader.read("sallyport.yaml", bytes, DocumentLimits.CONFIGURATION, problems)
                .orElseThrow();
    return ConfigurationReader.read(document, Path.of("conf"), problems).functions();
  }
}
