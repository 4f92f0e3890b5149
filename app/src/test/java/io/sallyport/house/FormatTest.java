package io.sallyport.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FormatTest {

  @Test
  void everySourceIsFormatted() {
    assertThat(Sources.all()).isNotEmpty();
    assertThat(Sources.all().parallelStream().filter(file -> !isFormatted(file)))
        .as("run ./mvnw spotless:apply")
        .isEmpty();
  }

  private static boolean isFormatted(Path file) {
    String text = Sources.text(file);
    try {
      return new Formatter().formatSourceAndFixImports(text).equals(text);
    } catch (FormatterException e) {
      throw new AssertionError(file.toString(), e);
    }
  }
}
