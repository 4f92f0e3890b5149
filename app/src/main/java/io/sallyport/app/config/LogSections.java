package io.sallyport.app.config;

import io.sallyport.app.config.Configuration.AccessLogSettings;
import io.sallyport.app.config.Configuration.ExecutionLogFile;
import io.sallyport.core.executionlog.ExecutionLogSettings;
import io.sallyport.core.executionlog.ExecutionLogSettings.DataTrace;
import io.sallyport.core.executionlog.ExecutionLogSettings.Level;
import io.sallyport.core.executionlog.Masking;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads what the configuration says about logs. */
final class LogSections {

  private static final String STDOUT = "stdout";

  private LogSections() {}

  /** The access log, or null when there is none. */
  static @Nullable AccessLogSettings access(Section root) {
    if (!root.has("accessLog")) {
      return null;
    }
    Section log = root.section("accessLog", "`accessLog`", "format", "file");
    return new AccessLogSettings(
        log.text("format"), file(log, log.text("file", STDOUT)), log.at("format"));
  }

  /** The execution log, or null when there is none. */
  static @Nullable ExecutionLogFile execution(Section root) {
    if (!root.has("executionLog")) {
      return null;
    }
    Section log =
        root.section("executionLog", "`executionLog`", "file", "level", "dataTrace", "mask");
    Level level = log.choice("level", Level.ERROR);
    DataTrace trace = log.choice("dataTrace", DataTrace.OFF);
    if (trace == DataTrace.ON && level == Level.ERROR) {
      log.reader()
          .error("wrong-value", log.at("dataTrace"), "`dataTrace` is written at level `info` only");
    }
    Masking masking = log.choice("mask", Masking.WHOLE);
    return new ExecutionLogFile(
        new ExecutionLogSettings(level, trace, masking),
        file(log, log.required("file")),
        log.at("file"));
  }

  private static @Nullable Path file(Section log, String value) {
    return value.equals(STDOUT) ? null : log.path("file");
  }
}
