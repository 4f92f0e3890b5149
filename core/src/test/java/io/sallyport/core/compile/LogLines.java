package io.sallyport.core.compile;

import io.sallyport.core.definition.Problems;
import io.sallyport.core.logline.LogLine;
import io.sallyport.core.pipeline.ExchangeRecord;
import io.sallyport.core.values.AccessLogFormat.Escaping;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Access log lines as text. */
final class LogLines {

  private LogLines() {}

  /** The line that {@code format} makes of {@code record}. */
  static String line(String format, ExchangeRecord record) {
    return line(format, Escaping.ESCAPED, record);
  }

  static String line(String format, Escaping escaping, ExchangeRecord record) {
    Problems problems = new Problems(Set.of());
    LogLine line = new LogLine(16);
    AccessLogFormatReader.parse(format, escaping, Definitions.AT, problems)
        .orElseThrow(() -> new AssertionError(problems.found().toString()))
        .write(record, line);
    return new String(line.bytes(), 0, line.length(), StandardCharsets.UTF_8);
  }
}
