package io.sallyport.edge.loop;

import io.netty.channel.EventLoop;
import io.sallyport.core.pipeline.Ids;
import io.sallyport.core.pipeline.Times;
import io.sallyport.edge.wire.HeadWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What one event loop owns and nobody else touches. */
public final class Loop {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final int index;
  private final EventLoop executor;
  private final Times times;
  private final Ids ids;
  private final HeadWriter writer = new HeadWriter();
  private byte[] date = {};
  private long dateSecond = Long.MIN_VALUE;
  private volatile long lagNanos;

  public Loop(int index, EventLoop executor, Ids ids, Times times) {
    this.index = index;
    this.executor = executor;
    this.ids = ids;
    this.times = times;
  }

  /** The loop's number, from 0. */
  public int index() {
    return index;
  }

  public EventLoop executor() {
    return executor;
  }

  public Ids ids() {
    return ids;
  }

  public Times times() {
    return times;
  }

  /** The loop's one head writer. */
  public HeadWriter writer() {
    return writer;
  }

  /** The Date field of now, with its line end; made once a second. */
  public byte[] date() {
    long second = Math.floorDiv(times.millis(), 1000L);
    if (second != dateSecond) {
      dateSecond = second;
      String line = "Date: " + DATE.format(Instant.ofEpochSecond(second)) + "\r\n";
      date = line.getBytes(StandardCharsets.US_ASCII);
    }
    return date;
  }

  /** How late the loop was when it was last measured, in nanoseconds. */
  public long lagNanos() {
    return lagNanos;
  }

  void lagNanos(long nanos) {
    this.lagNanos = nanos;
  }
}
