package io.sallyport.edge.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.pipeline.Pipeline;
import io.sallyport.edge.wire.HeadWriter;
import io.sallyport.edge.wire.Output;
import io.sallyport.edge.wire.Sink;
import io.sallyport.edge.wire.StreamBody;
import org.jspecify.annotations.Nullable;

/**
 * The requests that go out on one connection of HTTP/1.1, one after the other: each head, and its
 * body as the caller sends it.
 */
final class Http1Sending implements Sink {

  private final Channel channel;
  private final Output output;
  private @Nullable UpstreamCall call;
  private Body body = Body.EMPTY;
  private boolean whole;
  private boolean paused;
  private long passed;

  Http1Sending(Channel channel, Output output) {
    this.channel = channel;
    this.output = output;
  }

  /** Sends the request of {@code next}, whose fields are in {@code head} but for its framing. */
  void start(UpstreamCall next, HeadWriter head) {
    call = next;
    body = next.body();
    whole = false;
    paused = false;
    passed = 0;
    switch (body) {
      case Bytes bytes -> send(bytes, next.announcesEmptyBody(), head);
      case StreamBody stream -> send(stream, head);
      default -> throw new IllegalStateException("a body the edge did not make");
    }
  }

  private void send(Bytes bytes, boolean announcesEmpty, HeadWriter head) {
    if (bytes.length() > 0 || announcesEmpty) {
      head.contentLength(bytes.length());
    }
    output.head(head.finish(), bytes.length());
    if (bytes.length() > 0) {
      output.bytes(bytes.array());
    }
    whole = true;
    output.flush();
  }

  private void send(StreamBody stream, HeadWriter head) {
    if (stream.length() >= 0) {
      head.contentLength(stream.length());
    } else {
      head.chunked();
    }
    output.head(head.finish(), stream.length());
    // Flushed by the source once it has looked at what it has: of a body that is malformed from
    // the start, nothing reaches the endpoint, not even its head.
    stream.pour(this);
  }

  /** Whether all of the request is written. */
  boolean whole() {
    return whole;
  }

  /** The socket takes bytes again. */
  void writable() {
    if (paused && body instanceof StreamBody stream) {
      paused = false;
      stream.resume();
    }
  }

  @Override
  public void data(ByteBuf in, int length) {
    UpstreamCall of = call;
    if (of == null || !of.wants()) {
      in.skipBytes(length);
      return;
    }
    passed += length;
    if (passed > of.limit()) {
      in.skipBytes(length);
      of.refuse(Pipeline.tooLong(of.limit()));
      return;
    }
    if (body.length() < 0) {
      output.chunk(in, length);
    } else {
      output.data(in, length);
    }
    pauseIfFull();
  }

  private void pauseIfFull() {
    if (!paused && !channel.isWritable() && body instanceof StreamBody stream) {
      paused = true;
      stream.pause();
    }
  }

  @Override
  public void flush() {
    UpstreamCall of = call;
    if (of != null && of.wants()) {
      output.flush();
      pauseIfFull();
    }
  }

  @Override
  public void end() {
    whole = true;
    UpstreamCall of = call;
    if (of == null || !of.wants()) {
      return;
    }
    if (body.length() < 0) {
      output.lastChunk();
    }
    output.flush();
  }

  @Override
  public void broken(Refusal why) {
    UpstreamCall of = call;
    if (of != null) {
      of.refuse(why);
    }
  }
}
