package io.sallyport.edge.upstream;

import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.message.Refusal;
import io.sallyport.edge.wire.Collector;
import io.sallyport.edge.wire.Ledger;
import io.sallyport.edge.wire.Sink;
import io.sallyport.edge.wire.StreamBody;
import org.jspecify.annotations.Nullable;

/** The body of one response. Nothing of it is read before somebody wants it. */
final class ResponseBody extends StreamBody {

  private final UpstreamConnection connection;
  private final long length;
  private final @Nullable Ledger ledger;
  private @Nullable Sink sink;
  private boolean paused;
  private boolean over;
  private @Nullable Refusal cut;

  /**
   * @param length in bytes, or -1
   * @param ledger accounts for the body when it is held
   */
  ResponseBody(UpstreamConnection connection, long length, @Nullable Ledger ledger) {
    this.connection = connection;
    this.length = length;
    this.ledger = ledger;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public boolean complete() {
    return over;
  }

  @Override
  public void hold(int limit, BodyBudget budget, Holder holder) {
    Ledger account = ledger == null ? (from, bytes) -> true : ledger;
    Collector.collect(this, limit, budget, account, holder);
  }

  @Override
  public void pour(Sink to) {
    if (cut != null) {
      to.broken(cut);
      return;
    }
    sink = to;
    connection.proceed();
  }

  /** Gives the body up; the connection with it, unless all of it was read. */
  @Override
  public void discard() {
    if (!over) {
      over = true;
      sink = null;
      connection.abandon();
    }
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

  /** Who gets bytes now, or null when nobody wants any. */
  @Nullable Sink open() {
    return paused || over ? null : sink;
  }

  @Nullable Sink sink() {
    return sink;
  }

  void ended() {
    over = true;
  }

  /** The body will never be complete; a taker learns it now or when it comes. */
  void breaks(Refusal why) {
    over = true;
    if (sink != null) {
      sink.broken(why);
    } else {
      cut = why;
    }
  }
}
