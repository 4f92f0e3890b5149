package io.sallyport.benchmarks.jmh;

import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.Caller;
import org.jspecify.annotations.Nullable;

/** A caller whose loop is the measuring thread and who keeps the last answer. */
final class LoopCaller implements Caller {
  private @Nullable Response answer;

  /** The last answer, or null before the first. */
  @Nullable Response answer() {
    return answer;
  }

  @Override
  public void execute(Runnable command) {
    command.run();
  }

  @Override
  public boolean inLoop() {
    return true;
  }

  @Override
  public int loop() {
    return 0;
  }

  @Override
  public void arm(long nanos) {}

  @Override
  public void disarm() {}

  @Override
  public void answer(Response response) {
    answer = response;
  }
}
