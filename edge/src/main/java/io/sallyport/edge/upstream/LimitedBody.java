package io.sallyport.edge.upstream;

import io.netty.buffer.ByteBuf;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.pipeline.Pipeline;
import io.sallyport.edge.wire.Discard;
import io.sallyport.edge.wire.Head;
import io.sallyport.edge.wire.Sink;
import io.sallyport.edge.wire.StreamBody;

/** A caller's body that breaks off where it is longer than what may be passed on. */
final class LimitedBody extends StreamBody implements Sink {

  private final StreamBody body;
  private final long limit;
  private Sink to = Discard.INSTANCE;
  private long passed;

  LimitedBody(StreamBody body, long limit) {
    this.body = body;
    this.limit = limit;
  }

  @Override
  public long length() {
    return body.length();
  }

  @Override
  public boolean complete() {
    return body.complete();
  }

  @Override
  public void hold(int most, BodyBudget budget, Holder holder) {
    body.hold(most, budget, holder);
  }

  @Override
  public void discard() {
    to = Discard.INSTANCE;
    body.discard();
  }

  @Override
  public void pour(Sink sink) {
    to = sink;
    body.pour(this);
  }

  @Override
  public void pause() {
    body.pause();
  }

  @Override
  public void resume() {
    body.resume();
  }

  @Override
  public void data(ByteBuf in, int length) {
    passed += length;
    if (passed <= limit) {
      to.data(in, length);
      return;
    }
    in.skipBytes(length);
    Sink broken = to;
    to = Discard.INSTANCE;
    broken.broken(Pipeline.tooLong(limit));
  }

  @Override
  public void flush() {
    to.flush();
  }

  @Override
  public void trailers(Head fields) {
    to.trailers(fields);
  }

  @Override
  public void end() {
    to.end();
  }

  @Override
  public void broken(Refusal why) {
    to.broken(why);
  }
}
