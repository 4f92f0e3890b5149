package io.sallyport.core.pipeline;

import io.sallyport.core.message.Response;
import java.util.concurrent.Executor;

/** The caller's side of one exchange, implemented by the edge. Its loop runs the exchange. */
public interface Caller extends Executor {

  /** Whether the current thread is the exchange's loop. */
  boolean inLoop();

  /** The index of the exchange's loop, from 0; lets counters and logs have one writer each. */
  int loop();

  /**
   * Calls {@link Pipeline#expire} after {@code nanos}, unless {@link #disarm} comes first. One
   * deadline at a time; a new one replaces the old.
   */
  void arm(long nanos);

  /** Takes the deadline back. */
  void disarm();

  /**
   * Whether the request asks for another protocol on its connection, and the connection can be
   * given one: HTTP/1.1 with an Upgrade field, RFC 9110 section 7.8.
   */
  default boolean asksToSwitch() {
    return false;
  }

  /**
   * Writes the response. When its last byte is written, or can no longer be, the edge calls {@link
   * Pipeline#end}.
   */
  void answer(Response response);
}
