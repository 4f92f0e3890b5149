package io.sallyport.edge.tunnel;

import io.sallyport.core.message.Body;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.Refusal;

/**
 * What follows an endpoint's 101: its connection, which waits for a caller's to be joined with.
 * Whoever does not join it discards it, and the connection with it.
 */
public final class SwitchedBody implements Body {

  private final TunnelEnd end;

  public SwitchedBody(TunnelEnd end) {
    this.end = end;
  }

  /** The endpoint's end. */
  public TunnelEnd end() {
    return end;
  }

  @Override
  public long length() {
    return -1;
  }

  @Override
  public void hold(int limit, BodyBudget budget, Holder holder) {
    discard();
    holder.refused(
        new Refusal.Protocol(502, Fault.GATEWAY, "what follows a 101 has no end to wait for"));
  }

  @Override
  public void discard() {
    end.close();
  }
}
