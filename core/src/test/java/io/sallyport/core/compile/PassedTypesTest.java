package io.sallyport.core.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.IntegrationDefinition.PassthroughBehavior;
import io.sallyport.core.message.Bytes;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A media type whose request template is null passes, whatever becomes of the others. */
class PassedTypesTest {

  @ParameterizedTest
  @CsvSource({
    "application/json, NEVER, text/plain, 415",
    "application/json, WHEN_NO_TEMPLATES, text/plain, 415",
    "application/json, WHEN_NO_MATCH, text/plain, 200",
    "application/json, NEVER, application/json, 200",
    "application/json, WHEN_NO_TEMPLATES, application/json; charset=utf-8, 200",
    "$default, NEVER, text/plain, 200",
    "$default, WHEN_NO_TEMPLATES, text/plain, 200",
  })
  void decidesByTheTypeOfTheBody(
      String passed, PassthroughBehavior behavior, String contentType, int status) {
    Running running = running(Map.of(), passed, behavior);

    assertThat(running.post("/prod/pets", "{}", "Content-Type", contentType).status())
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"application/json, written", "text/plain, filled"})
  void takesPrecedenceOverTheDefaultTemplate(String contentType, String body) {
    Running running =
        running(Map.of("$default", "filled"), "application/json", PassthroughBehavior.NEVER);

    running.post("/prod/pets", "written", "Content-Type", contentType);

    assertThat(((Bytes) running.upstream.request().body()).text()).isEqualTo(body);
  }

  private static Running running(
      Map<String, String> templates, String passed, PassthroughBehavior behavior) {
    String[] texts =
        templates.entrySet().stream()
            .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
            .toArray(String[]::new);
    return new Running(
        Definitions.rest()
            .route(
                "POST /pets",
                Definitions.custom(
                    "http://pets.test/",
                    Map.of(),
                    behavior,
                    Definitions.texts(texts),
                    Set.of(passed),
                    Definitions.reply("", 200, Map.of()))));
  }
}
