package io.sallyport.edge.wire;

import io.sallyport.core.message.Body;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.message.Bytes;

/** The body of an answer to HEAD: it has the length that GET would have given it, and no bytes. */
public final class NoBytes extends StreamBody {

  private final long length;

  public NoBytes(long length) {
    this.length = length;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void hold(int limit, BodyBudget budget, Holder holder) {
    holder.held((Bytes) Body.EMPTY);
  }

  @Override
  public void discard() {}

  @Override
  public void pour(Sink sink) {
    sink.end();
  }

  @Override
  public void pause() {}

  @Override
  public void resume() {}

  @Override
  public boolean complete() {
    return true;
  }
}
