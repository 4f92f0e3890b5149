package io.sallyport.core.compile;

import static io.sallyport.core.compile.LogLines.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.ExchangeRecord;
import io.sallyport.core.values.AccessLogFormat.Escaping;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** API Gateway guide: "Set up logging", "Variables for access logging". */
class AccessLogTest {

  private static final String CLF =
      "$context.identity.sourceIp $context.identity.caller [$context.requestTime]"
          + " \"$context.httpMethod $context.resourcePath $context.protocol\" $context.status"
          + " $context.responseLength $context.requestId";

  private final Running running =
      new Running(Definitions.rest().route("GET /pets/{id}", Definitions.mock("hello")));

  @Test
  void writesADashForWhatIsUnset() {
    ExchangeRecord record = running.get("/prod/pets/1").end();

    assertThat(line(CLF, record))
        .isEqualTo(
            "198.51.100.7 - [09/Jan/2026:10:11:12 +0000] \"GET /pets/{id} HTTP/1.1\" 200 5 "
                + record.exchange().requestId()
                + "\n");
  }

  @Test
  void letsNoCallerForgeALineOrAField() {
    ExchangeRecord record =
        running
            .get(
                "/prod/none",
                "User-Agent",
                "a\"b\\c\r\n\u2028\u0085\u001b[2J\u202e\ud83d\ude00\ud800é")
            .end();

    String json =
        line("{\"id\":\"$context.requestId\",\"ua\":\"$context.identity.userAgent\"}", record);
    assertThat(json.lines()).hasSize(1);
    assertThat(json).endsWith("}\n").contains("\\u000d\\u000a\\u2028\\u0085\\u001b");
    JsonNode tree = new ObjectMapper().readTree(json);
    assertThat(tree.get("ua").asString())
        .isEqualTo("a\"b\\c\r\n\u2028\u0085\u001b[2J\u202e\ud83d\ude00\ud800é");
    assertThat(tree.size()).isEqualTo(2);

    String text = line("$context.requestId \"$context.identity.userAgent\" end", record);
    assertThat(text.lines()).hasSize(1);
    assertThat(text).contains(" \"a\\\"b\\\\c\\u000d");
  }

  @Test
  void copiesQuotesWhereALineMustBeAsAwsWritesIt() {
    ExchangeRecord record = running.get("/prod/none", "User-Agent", "a\"b\n").end();
    String format = "$context.requestId $context.identity.userAgent";

    assertThat(line(format, Escaping.AS_AWS, record)).endsWith(" a\"b\\u000a\n");
  }

  @Test
  void writesJsonValuesOutsideQuotes() {
    ExchangeRecord record = running.get("/prod/none").end();

    String json =
        line(
            "{\"id\":$context.requestId,\"status\":$context.status,"
                + "\"integration\":$context.integrationLatency,"
                + "\"m\":$context.error.messageString,\"ua\":$context.identity.userAgent,"
                + "\"t\":$context.requestTime}",
            record);

    JsonNode tree = new ObjectMapper().readTree(json);
    assertThat(tree.get("id").asString()).isEqualTo(record.exchange().requestId());
    assertThat(tree.get("status").asInt()).isEqualTo(403);
    assertThat(tree.get("integration").isNull()).isTrue();
    assertThat(tree.get("ua").isNull()).isTrue();
    assertThat(tree.get("m").asString()).isEqualTo("Missing Authentication Token");
    assertThat(tree.get("t").asString()).isEqualTo("09/Jan/2026:10:11:12 +0000");
  }

  @ParameterizedTest
  @EnumSource(ApiType.class)
  void hasDefaultsThatAreJson(ApiType type) {
    String format = AccessLogPreset.JSON.format(type);
    JsonNode tree =
        new ObjectMapper().readTree(line(format, running.get("/prod/pets/1?x=1").end()));

    assertThat(tree.get("path").asString()).isEqualTo("/prod/pets/1");
    assertThat(tree.get("apiId").asString()).isEqualTo("a1b2c3d4e5");
  }

  @Test
  void namesAnHttpApisRouteAndItsOneId() {
    Running http =
        new Running(Definitions.http().route("GET /x", Definitions.proxy("http://b.test/")));
    ExchangeRecord record = http.get("/x").end();

    assertThat(line("$context.requestId $context.routeKey $context.resourcePath", record))
        .isEqualTo(record.exchange().extendedRequestId() + " GET /x -\n");
  }

  @Test
  void refusesFormatsWithoutAnIdWithUnknownNamesOrSeveralLines() {
    assertThat(problems("$context.status")).containsExactly("invalid-access-log-format");
    assertThat(problems("$context.requestId\n$context.status"))
        .containsExactly("invalid-access-log-format");
    assertThat(problems("$context.requestId $context.statsu"))
        .containsExactly("unknown-context-variable");
    assertThat(problems("$context.requestId" + "x".repeat(3072)))
        .containsExactly("invalid-access-log-format");
    assertThat(problems("$context.extendedRequestId $context.authorizer.any\n")).isEmpty();
  }

  private static List<String> problems(String format) {
    Problems problems = new Problems(Set.of());
    boolean parsed = AccessLogFormatReader.parse(format, Definitions.AT, problems).isPresent();
    assertThat(parsed).isEqualTo(problems.found().isEmpty());
    return problems.found().stream().map(Problem::id).toList();
  }
}
