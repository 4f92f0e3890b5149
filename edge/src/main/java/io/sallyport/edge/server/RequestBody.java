package io.sallyport.edge.server;

import io.netty.buffer.ByteBuf;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.message.Refusal;
import io.sallyport.edge.wire.BodyDecoder;
import io.sallyport.edge.wire.BodyDecoder.Progress;
import io.sallyport.edge.wire.Collector;
import io.sallyport.edge.wire.Discard;
import io.sallyport.edge.wire.RequestHead;
import io.sallyport.edge.wire.Sink;
import io.sallyport.edge.wire.StreamBody;
import org.jspecify.annotations.Nullable;

/** The body of one request. Nothing of it is read before somebody wants it. */
final class RequestBody extends StreamBody {

  private final Http1Connection connection;
  private final Http1Exchange exchange;
  private final BodyDecoder decoder;
  private final long length;
  private boolean announces;
  private @Nullable Sink sink;
  private boolean paused;
  private boolean complete;

  RequestBody(
      Http1Connection connection, Http1Exchange exchange, BodyDecoder decoder, RequestHead head) {
    this.connection = connection;
    this.exchange = exchange;
    this.decoder = decoder;
    this.length = head.contentLength();
    this.announces = head.expectsContinue();
    if (head.chunked()) {
      decoder.chunked();
    } else {
      decoder.length(length);
    }
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public boolean complete() {
    return complete;
  }

  @Override
  public void hold(int limit, BodyBudget budget, Holder holder) {
    Collector.collect(this, limit, budget, exchange, holder);
  }

  @Override
  public void pour(Sink to) {
    sink = to;
    if (announces) {
      announces = false;
      exchange.sendContinue();
    }
    connection.proceed();
  }

  @Override
  public void discard() {
    sink = Discard.INSTANCE;
    paused = false;
    connection.proceed();
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    if (paused) {
      paused = false;
      connection.proceed();
    }
  }

  /** Whether somebody gets the bytes. */
  boolean taken() {
    return sink != null;
  }

  /** Forgets what has arrived, without asking the caller for more. */
  void forget(@Nullable ByteBuf in) {
    sink = Discard.INSTANCE;
    paused = false;
    while (in != null && advance(in)) {
      // Each round takes one run of bytes.
    }
  }

  /** Hands one run of bytes on; false when nothing can be done now. */
  boolean advance(ByteBuf in) {
    Sink to = sink;
    if (to == null || paused || complete || !in.isReadable()) {
      return false;
    }
    Progress progress = decoder.decode(in, to);
    return switch (progress) {
      case MORE -> false;
      case SOME -> true;
      case END -> {
        complete = true;
        exchange.bodyEnded();
        sinkNow(to).end();
        yield true;
      }
      case MALFORMED -> {
        exchange.bodyMalformed(decoder.problem());
        yield false;
      }
    };
  }

  /** The sink after a run: it may have been exchanged for {@link Discard} meanwhile. */
  private Sink sinkNow(Sink before) {
    return sink == null ? before : sink;
  }

  void flush() {
    if (sink != null) {
      sink.flush();
    }
  }

  /** Tells the taker that there will be no more; false when nobody has taken the body. */
  boolean breakOff(Refusal why) {
    Sink to = sink;
    sink = Discard.INSTANCE;
    complete = true;
    if (to == null || to == Discard.INSTANCE) {
      return false;
    }
    to.broken(why);
    return true;
  }
}
