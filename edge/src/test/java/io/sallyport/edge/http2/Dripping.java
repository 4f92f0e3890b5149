package io.sallyport.edge.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.sallyport.core.message.Answer;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Now;
import io.sallyport.core.message.Outcome;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.Caller;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Integration;
import io.sallyport.edge.wire.Sink;
import io.sallyport.edge.wire.StreamBody;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Answers with a body that comes in runs, as one from an endpoint does. */
final class Dripping implements Integration {

  /** Every caller there has been. */
  final List<Caller> callers = new CopyOnWriteArrayList<>();

  private final int run;
  private final long length;
  private volatile @Nullable Drip last;

  /**
   * @param run bytes that come at once
   * @param length of the whole body, or -1 for one that ends when {@link #finish} says so
   */
  Dripping(int run, long length) {
    this.run = run;
    this.length = length;
  }

  @Override
  public Outcome<Answer> integrate(Exchange exchange) {
    callers.add(exchange.caller());
    Drip body = new Drip(exchange.caller());
    last = body;
    return new Now<>(Response.of(200, HeaderList.EMPTY, body));
  }

  /** Ends the body of the last answer. */
  void finish() {
    Drip body = last;
    if (body != null) {
      body.caller.execute(body::finish);
    }
  }

  private final class Drip extends StreamBody {
    private final Caller caller;
    private @Nullable Sink sink;
    private long sent;
    private boolean paused;

    Drip(Caller caller) {
      this.caller = caller;
    }

    @Override
    public void pour(Sink to) {
      sink = to;
      go();
    }

    private void go() {
      Sink to = sink;
      if (to == null || paused) {
        return;
      }
      if (length < 0 && sent > 0) {
        return;
      }
      ByteBuf bytes = PooledByteBufAllocator.DEFAULT.directBuffer(run).writeZero(run);
      sent += run;
      to.data(bytes, run);
      bytes.release();
      to.flush();
      if (sent == length) {
        to.end();
      } else {
        caller.execute(this::go);
      }
    }

    void finish() {
      if (sink != null) {
        sink.end();
        sink.flush();
      }
    }

    @Override
    public long length() {
      return length;
    }

    @Override
    public boolean complete() {
      return sent == length;
    }

    @Override
    public void hold(int limit, BodyBudget budget, Holder holder) {
      throw new IllegalStateException("nobody holds it");
    }

    @Override
    public void discard() {
      sink = null;
    }

    @Override
    public void pause() {
      paused = true;
    }

    @Override
    public void resume() {
      if (paused) {
        paused = false;
        caller.execute(this::go);
      }
    }
  }
}
