package io.sallyport.edge;

import io.sallyport.edge.EdgeSettings.Timeouts;
import java.time.Duration;

/** The default times with one of them short. */
public final class Hurried {

  private static final Timeouts BASE = Timeouts.DEFAULT;

  private Hurried() {}

  public static Timeouts idle(Duration value) {
    return new Timeouts(
        value,
        BASE.head(),
        BASE.body(),
        BASE.writeStall(),
        BASE.linger(),
        BASE.handshake(),
        BASE.connect(),
        BASE.silence(),
        BASE.resolved());
  }

  public static Timeouts reading(Duration value) {
    return new Timeouts(
        BASE.idle(),
        value,
        value,
        BASE.writeStall(),
        BASE.linger(),
        BASE.handshake(),
        BASE.connect(),
        BASE.silence(),
        BASE.resolved());
  }

  public static Timeouts writeStall(Duration value) {
    return new Timeouts(
        BASE.idle(),
        BASE.head(),
        BASE.body(),
        value,
        BASE.linger(),
        BASE.handshake(),
        BASE.connect(),
        BASE.silence(),
        BASE.resolved());
  }

  public static Timeouts handshake(Duration value) {
    return new Timeouts(
        BASE.idle(),
        BASE.head(),
        BASE.body(),
        BASE.writeStall(),
        BASE.linger(),
        value,
        BASE.connect(),
        BASE.silence(),
        BASE.resolved());
  }

  public static Timeouts silence(Duration value) {
    return new Timeouts(
        BASE.idle(),
        BASE.head(),
        BASE.body(),
        BASE.writeStall(),
        BASE.linger(),
        BASE.handshake(),
        BASE.connect(),
        value,
        BASE.resolved());
  }

  public static Timeouts connect(Duration value) {
    return new Timeouts(
        BASE.idle(),
        BASE.head(),
        BASE.body(),
        BASE.writeStall(),
        BASE.linger(),
        BASE.handshake(),
        value,
        BASE.silence(),
        BASE.resolved());
  }
}
