package io.sallyport.edge.server;

import io.sallyport.core.message.Fault;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.pipeline.Caller;
import io.sallyport.core.pipeline.Ending;
import io.sallyport.edge.loop.Deadlines;

/** The caller's side of an exchange on the loop of its connection, whatever version it speaks. */
interface LoopCaller extends Caller {

  /** The deadline of the exchange, among {@link #deadlines}. */
  int CALL = 0;

  /** The deadline of what comes from the caller. */
  int READ = 1;

  /** The deadline of a caller that takes nothing. */
  int WRITE = 2;

  /** How an exchange ends whose answer broke off: also a caller's own body may be the cause. */
  static Ending brokenOff(Refusal why) {
    return why.fault() == Fault.CALLER ? Ending.CALLER_GONE : Ending.INTEGRATION_BROKE;
  }

  Side side();

  /** Those of the connection or of the stream. */
  Deadlines deadlines();

  @Override
  default boolean inLoop() {
    return side().loop().executor().inEventLoop();
  }

  @Override
  default int loop() {
    return side().loop().index();
  }

  @Override
  default void arm(long nanos) {
    deadlines().arm(CALL, nanos);
  }

  @Override
  default void disarm() {
    deadlines().disarm(CALL);
  }

  @Override
  default void execute(Runnable task) {
    side().loop().executor().execute(task);
  }
}
