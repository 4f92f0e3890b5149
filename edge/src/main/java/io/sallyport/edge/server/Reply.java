package io.sallyport.edge.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Response;
import io.sallyport.edge.loop.Loop;
import io.sallyport.edge.wire.Drain;
import io.sallyport.edge.wire.HeadWriter;
import io.sallyport.edge.wire.Output;
import io.sallyport.edge.wire.Sink;
import io.sallyport.edge.wire.StatusLines;
import io.sallyport.edge.wire.StreamBody;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes the answers of one connection, one after the other. */
final class Reply implements Sink {

  private static final byte[] CLOSE = ascii("Connection: close\r\n");
  private static final byte[] KEEP_ALIVE = ascii("Connection: keep-alive\r\n");

  private final Http1Connection connection;
  private final Http1Exchange exchange;
  private final Channel channel;
  private final Output output;
  private final Loop loop;
  private @Nullable StreamBody source;
  private boolean chunked;
  private boolean delimitedByClose;
  private boolean bodiless;
  private boolean paused;
  private long written;

  Reply(
      Http1Connection connection,
      Http1Exchange exchange,
      Channel channel,
      Output output,
      Loop loop) {
    this.connection = connection;
    this.exchange = exchange;
    this.channel = channel;
    this.output = output;
    this.loop = loop;
  }

  /** Bytes of the body written so far. */
  long written() {
    return written;
  }

  /** Whether only the end of the connection tells the caller where the body ends. */
  boolean delimitedByClose() {
    return delimitedByClose;
  }

  /** Readies the writer for the next exchange. */
  void reset() {
    source = null;
    written = 0;
    chunked = false;
    delimitedByClose = false;
    bodiless = false;
    paused = false;
  }

  /**
   * Writes the head, and the body as it comes.
   *
   * @param head whether the request was HEAD
   * @param http11 whether the caller speaks HTTP/1.1
   * @param keep whether the connection lives on
   */
  void start(Response response, boolean head, boolean http11, boolean keep) {
    int status = response.status();
    Body body = response.body();
    boolean empty = status == 204 || status == 304;
    bodiless = head || empty;
    chunked = !bodiless && body.length() < 0 && http11;
    delimitedByClose = !bodiless && body.length() < 0 && !http11;
    HeadWriter out = loop.writer().start(StatusLines.of(status));
    out.fields(response.headers(), response.rules(), response.edits(), false);
    out.date(loop.date());
    if (chunked) {
      out.chunked();
    } else if (!empty && body.length() >= 0) {
      out.contentLength(body.length());
    }
    if (!keep || delimitedByClose) {
      exchange.closeAfterReply();
      out.raw(CLOSE);
    } else if (!http11) {
      out.raw(KEEP_ALIVE);
    }
    output.head(out.finish(), bodiless ? 0 : body.length());
    body(body);
  }

  /** Writes the head that ends HTTP on the connection. */
  void switching(Response response) {
    HeadWriter out = loop.writer().start(StatusLines.switching());
    out.fields(response.headers(), response.rules(), response.edits(), false);
    out.date(loop.date());
    output.head(out.webSocket().finish(), 0);
  }

  private void body(Body body) {
    switch (body) {
      case Bytes bytes -> {
        if (!bodiless && bytes.length() > 0) {
          output.bytes(bytes.array());
          written += bytes.length();
        }
        exchange.replied();
      }
      case StreamBody stream when bodiless -> {
        Drain.of(stream, loop.executor());
        exchange.replied();
      }
      case StreamBody stream -> {
        source = stream;
        stream.pour(this);
      }
      default -> throw new IllegalStateException("a body the edge did not make");
    }
  }

  @Override
  public void data(ByteBuf in, int length) {
    written += length;
    if (chunked) {
      output.chunk(in, length);
    } else {
      output.data(in, length);
    }
    pauseIfFull();
  }

  private void pauseIfFull() {
    if (!channel.isWritable() && source != null && !paused) {
      paused = true;
      source.pause();
      connection.stalls();
    }
  }

  /** The socket takes bytes again. */
  void writable() {
    if (paused && source != null) {
      paused = false;
      source.resume();
    }
  }

  @Override
  public void flush() {
    connection.flush();
    // The bytes of a run leave together; only then is it known whether the caller keeps up.
    pauseIfFull();
  }

  @Override
  public void end() {
    source = null;
    if (chunked) {
      output.lastChunk();
    }
    exchange.replied();
  }

  @Override
  public void broken(Refusal why) {
    source = null;
    exchange.brokeOff(why);
  }

  /** The caller is gone; whoever sends the body is told to stop. */
  void abandon() {
    StreamBody stream = source;
    source = null;
    if (stream != null) {
      stream.discard();
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
