package io.sallyport.edge.wire;

import io.netty.buffer.ByteBuf;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.pipeline.Pipeline;
import java.util.Arrays;

/** Holds a body in memory. Charges the budget before it keeps bytes, never after. */
public final class Collector implements Sink {

  private static final int FIRST = 4096;

  private final int limit;
  private final BodyBudget budget;
  private final Ledger ledger;
  private final Body.Holder holder;
  private byte[] array = {};
  private int length;
  private boolean over;

  private Collector(int limit, BodyBudget budget, Ledger ledger, Body.Holder holder) {
    this.limit = limit;
    this.budget = budget;
    this.ledger = ledger;
    this.holder = holder;
  }

  /**
   * Starts to collect {@code body}, unless it is too long or the budget does not have the bytes.
   */
  public static void collect(
      StreamBody body, int limit, BodyBudget budget, Ledger ledger, Body.Holder holder) {
    long length = body.length();
    if (length > limit) {
      holder.refused(Pipeline.tooLong(limit));
      return;
    }
    Collector collector = new Collector(limit, budget, ledger, holder);
    if (length > 0 && !collector.grow((int) length)) {
      return;
    }
    body.pour(collector);
  }

  @Override
  public void data(ByteBuf in, int more) {
    if (over) {
      in.skipBytes(more);
      return;
    }
    if (more > limit - length) {
      in.skipBytes(more);
      refuse(Pipeline.tooLong(limit));
      return;
    }
    if (length + more > array.length
        && !grow(Math.min(limit, Math.max(Math.max(FIRST, array.length * 2), length + more)))) {
      in.skipBytes(more);
      return;
    }
    in.readBytes(array, length, more);
    length += more;
  }

  private boolean grow(int size) {
    if (!ledger.charge(budget, size - array.length)) {
      refuse(
          new Refusal.Protocol(
              503,
              Fault.GATEWAY,
              "the memory for held bodies is used up, " + size + " bytes more"));
      return false;
    }
    array = Arrays.copyOf(array, size);
    return true;
  }

  private void refuse(Refusal why) {
    over = true;
    array = new byte[0];
    holder.refused(why);
  }

  @Override
  public void flush() {}

  @Override
  public void end() {
    if (!over) {
      over = true;
      holder.held(new Bytes(length == array.length ? array : Arrays.copyOf(array, length)));
    }
  }

  @Override
  public void broken(Refusal why) {
    if (!over) {
      refuse(why);
    }
  }
}
