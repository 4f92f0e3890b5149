package io.sallyport.core.logline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogLineTest {

  @Test
  void writesNumbersOfAnySize() {
    for (long number : new long[] {0, 9, 10, -1, 1234567890123L, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThat(text(new LogLine(0).number(number))).isEqualTo(Long.toString(number));
    }
  }

  @Test
  void growsAndForgets() {
    LogLine line = new LogLine(0);
    line.text("é€😀".repeat(100), Quoting.BACKSLASH);

    assertThat(text(line)).isEqualTo("é€😀".repeat(100));
    line.clear();
    assertThat(line.length()).isZero();
  }

  @Test
  void writesTimesAsJavaDoes() {
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    Random random = new Random(5);
    for (int i = 0; i < 5000; i++) {
      long millis = (long) (random.nextDouble() * 8_000_000_000_000L);
      LogLine line = new LogLine(0);
      RequestTime.write(millis, line);
      assertThat(text(line)).isEqualTo(format.format(Instant.ofEpochMilli(millis)));
    }
  }

  private static String text(LogLine line) {
    return new String(line.bytes(), 0, line.length(), StandardCharsets.UTF_8);
  }
}
