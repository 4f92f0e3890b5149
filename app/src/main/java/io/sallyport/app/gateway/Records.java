package io.sallyport.app.gateway;

import io.sallyport.adapters.linelog.LineLog;
import io.sallyport.adapters.metrics.RequestMetrics;
import io.sallyport.app.load.AccessLogFormats;
import io.sallyport.core.executionlog.ExecutionLog;
import io.sallyport.core.logline.LogLine;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.ExchangeRecord;
import io.sallyport.core.pipeline.Recorder;
import org.jspecify.annotations.Nullable;

/** Where every record goes: to the metrics, and to the logs that there are. */
final class Records implements Recorder {

  private static final int LINE_BYTES = 1024;

  private final RequestMetrics metrics;
  private final @Nullable LineLog access;
  private final @Nullable ExecutionLog execution;
  private final LogLine[] lines;
  private volatile AccessLogFormats formats;

  /**
   * @param loops the number of event loops
   */
  Records(RequestMetrics metrics, Logs logs, AccessLogFormats formats, int loops) {
    this.metrics = metrics;
    this.access = logs.access();
    this.execution = logs.execution();
    this.formats = formats;
    this.lines = new LogLine[loops];
    for (int i = 0; i < loops; i++) {
      lines[i] = new LogLine(LINE_BYTES);
    }
  }

  /** What later lines look like. */
  void formats(AccessLogFormats later) {
    this.formats = later;
  }

  @Override
  public void selected(Exchange exchange) {
    if (execution != null) {
      execution.selected(exchange);
    }
  }

  @Override
  public void identified(Exchange exchange) {
    if (execution != null) {
      execution.identified(exchange);
    }
  }

  @Override
  public void answered(Exchange exchange, Response response) {
    if (execution != null) {
      execution.answered(exchange, response);
    }
  }

  @Override
  public void record(ExchangeRecord record) {
    metrics.record(record);
    if (execution != null) {
      execution.ended(record);
    }
    LineLog target = access;
    if (target != null) {
      int loop = record.exchange().caller().loop();
      LogLine line = lines[loop];
      line.clear();
      formats.of(record).write(record, line);
      target.append(loop, line.bytes(), line.length());
    }
  }
}
