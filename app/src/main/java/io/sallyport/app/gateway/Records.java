package io.sallyport.app.gateway;

import io.sallyport.adapters.accesslog.AccessLog;
import io.sallyport.adapters.metrics.RequestMetrics;
import io.sallyport.app.load.AccessLogFormats;
import io.sallyport.core.pipeline.ExchangeRecord;
import io.sallyport.core.pipeline.LogLine;
import io.sallyport.core.pipeline.Recorder;
import org.jspecify.annotations.Nullable;

/** Where every record goes: to the metrics, and as a line to the access log where there is one. */
final class Records implements Recorder {

  private static final int LINE_BYTES = 1024;

  private final RequestMetrics metrics;
  private final @Nullable AccessLog log;
  private final LogLine[] lines;
  private volatile AccessLogFormats formats;

  /**
   * @param loops the number of event loops
   */
  Records(RequestMetrics metrics, @Nullable AccessLog log, AccessLogFormats formats, int loops) {
    this.metrics = metrics;
    this.log = log;
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
  public void record(ExchangeRecord record) {
    metrics.record(record);
    AccessLog target = log;
    if (target != null) {
      int loop = record.exchange().caller().loop();
      LogLine line = lines[loop];
      line.clear();
      formats.of(record).write(record, line);
      target.append(loop, line.bytes(), line.length());
    }
  }
}
