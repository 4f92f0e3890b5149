package io.sallyport.conformance.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.conformance.corpus.Score;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsCorpusTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final EventsCorpus corpus =
      new EventsCorpus(new PrintStream(err, true, StandardCharsets.UTF_8));

  @TempDir Path directory;

  @Test
  void namesWhatIsMissingOrOfAnotherType() throws IOException {
    sample("a.json", "{\"version\":\"2.0\",\"rawPath\":\"/x\",\"nonsense\":1}");
    sample("b.json", "{\"version\":\"2.0\",\"isBase64Encoded\":\"no\"}");
    sample("c.json", "{\"type\":\"REQUEST\",\"version\":\"1.0\",\"headers\":{\"X-A\":\"1\"}}");

    assertThat(corpus.run(directory)).isEqualTo(new Score(1, 3));
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("a.json: /nonsense is missing")
        .contains("b.json: /isBase64Encoded is a BOOLEAN, the sample has a STRING");
  }

  @Test
  void passesOverWhatIsNoEventAndFailsWhatIsNotMade() throws IOException {
    sample("output.json", "{\"principalId\":\"a\",\"policyDocument\":{}}");
    sample("socket.json", "{\"type\":\"REQUEST\",\"requestContext\":{\"connectionId\":\"x\"}}");

    assertThat(corpus.run(directory)).isEqualTo(new Score(0, 1));
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("output.json: passed over")
        .contains("socket.json: no event of that kind is made");
  }

  private void sample(String name, String text) throws IOException {
    Files.createDirectories(directory.resolve("events"));
    Files.writeString(directory.resolve("events").resolve(name), text);
  }
}
