package io.sallyport.app.gateway;

import io.sallyport.adapters.linelog.LineLog;
import io.sallyport.adapters.linelog.LogTarget;
import io.sallyport.app.config.Configuration;
import io.sallyport.app.config.Configuration.AccessLogSettings;
import io.sallyport.app.config.Configuration.ExecutionLogFile;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.executionlog.ExecutionLog;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.pipeline.Functions;
import io.sallyport.core.pipeline.Times;
import io.sallyport.core.pipeline.Upstream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The logs of a gateway, those that the configuration asks for. Two that go to the same place have
 * one writer, so that their lines never mix.
 */
final class Logs {

  private static final Duration OPENING = Duration.ofMillis(500);
  private static final Duration CLOSING = Duration.ofSeconds(1);

  private final @Nullable AccessLogSettings accessSettings;
  private final @Nullable ExecutionLogFile executionSettings;
  private final @Nullable LineLog access;
  private final @Nullable LineLog executionLines;
  private final @Nullable ExecutionLog execution;

  Logs(Configuration configuration) {
    int loops = configuration.limits().loops();
    this.accessSettings = configuration.accessLog();
    this.executionSettings = configuration.executionLog();
    this.access =
        accessSettings == null
            ? null
            : new LineLog("access log", target(accessSettings.file()), loops);
    this.executionLines = executionLines(loops);
    this.execution =
        executionSettings == null || executionLines == null
            ? null
            : new ExecutionLog(
                executionSettings.settings(), executionLines::append, Times.SYSTEM, loops);
  }

  /** Where access log lines go, or null. */
  @Nullable LineLog access() {
    return access;
  }

  /** The execution log, or null. */
  @Nullable ExecutionLog execution() {
    return execution;
  }

  /** Lines of the access log that were not written. */
  long accessLinesLost() {
    return access == null ? 0 : access.lost();
  }

  /** Lines of the execution log that were not written. */
  long executionLinesLost() {
    return executionLines == null ? 0 : executionLines.lost();
  }

  /** The way to endpoints, watched where there is an execution log. */
  Upstream watching(Upstream upstream, BodyBudget budget) {
    return execution == null ? upstream : execution.watching(upstream, budget);
  }

  /** The functions, watched where there is an execution log. */
  Functions watching(Functions functions) {
    return execution == null ? functions : execution.watching(functions);
  }

  /** What the execution log holds from now on; that there is one takes a restart to change. */
  void reconfigure(Configuration later) {
    ExecutionLogFile settings = later.executionLog();
    if (execution != null && settings != null) {
      execution.settings(settings.settings());
    }
  }

  /** Opens files before anything is bound, so that one that cannot be opened is refused. */
  void startFiles(Problems problems) throws InterruptedException {
    if (access != null && accessSettings != null) {
      open(access, accessSettings.file(), "unwritable-access-log", accessSettings.at(), problems);
    }
    if (executionLines != null && executionSettings != null && !isShared()) {
      open(
          executionLines,
          executionSettings.file(),
          "unwritable-execution-log",
          executionSettings.at(),
          problems);
    }
  }

  /** Standard output belongs to the table and the ready line until both are out. */
  void startStandardOutput() throws InterruptedException {
    if (access != null && accessSettings != null && accessSettings.file() == null) {
      access.start(OPENING);
    }
    if (executionLines != null
        && !isShared()
        && executionSettings != null
        && executionSettings.file() == null) {
      executionLines.start(OPENING);
    }
  }

  /** Lets rotated files go. */
  void reopen() {
    writers().forEach(LineLog::reopen);
  }

  /** Writes what waits, for a while, and ends. */
  void close() throws InterruptedException {
    for (LineLog log : writers()) {
      log.close(CLOSING);
    }
  }

  private @Nullable LineLog executionLines(int loops) {
    ExecutionLogFile settings = executionSettings;
    if (settings == null) {
      return null;
    }
    LogTarget target = target(settings.file());
    boolean same = accessSettings != null && target.equals(target(accessSettings.file()));
    return same ? access : new LineLog("execution log", target, loops);
  }

  private static void open(
      LineLog log, @Nullable Path file, String id, Location at, Problems problems)
      throws InterruptedException {
    String failure = file == null ? null : log.start(OPENING);
    if (failure != null) {
      problems.error(id, at, "`" + file + "` cannot be written: " + failure);
    }
  }

  @SuppressWarnings("ReferenceEquality") // whether it is one writer
  private boolean isShared() {
    return executionLines == access;
  }

  private Set<LineLog> writers() {
    Set<LineLog> writers = new LinkedHashSet<>();
    if (access != null) {
      writers.add(access);
    }
    if (executionLines != null) {
      writers.add(executionLines);
    }
    return writers;
  }

  private static LogTarget target(@Nullable Path file) {
    return file == null ? new LogTarget.StandardOutput() : new LogTarget.ToFile(file);
  }
}
