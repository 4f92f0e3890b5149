package io.sallyport.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FidelityTest {

  private static final String BEGIN = "<!-- properties:begin -->\n";
  private static final String END = "<!-- properties:end -->";

  @Test
  void documentHasTheTableThatIsEnforced() throws IOException {
    String expected = PropertyTableText.render();
    Path fresh = Path.of("target/fidelity-properties.md");
    Files.writeString(fresh, expected);

    assertThat(section())
        .as("docs/fidelity.md differs from the table in code; paste " + fresh.toAbsolutePath())
        .isEqualTo(expected);
  }

  private static String section() {
    String document = Sources.text(Sources.ROOT.resolve("docs/fidelity.md"));
    int begin = document.indexOf(BEGIN);
    int end = document.indexOf(END);
    assertThat(begin).as("the marker of the table's begin").isNotNegative();
    assertThat(end).as("the marker of the table's end").isGreaterThan(begin);
    return document.substring(begin + BEGIN.length(), end);
  }
}
