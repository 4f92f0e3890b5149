package io.sallyport.edge;

import io.sallyport.edge.EdgeSettings.Timeouts;
import java.time.Duration;

/** The default times with one of them short. */
final class Hurried {

  private static final Timeouts BASE = Timeouts.DEFAULT;

  private Hurried() {}

  static Timeouts idle(Duration value) {
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

  static Timeouts reading(Duration value) {
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

  static Timeouts writeStall(Duration value) {
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

  static Timeouts handshake(Duration value) {
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

  static Timeouts silence(Duration value) {
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
}
