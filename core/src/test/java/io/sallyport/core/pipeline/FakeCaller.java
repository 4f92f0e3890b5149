package io.sallyport.core.pipeline;

import io.sallyport.core.message.Response;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A caller without a socket. Its loop is the thread of the test that runs it. */
public final class FakeCaller implements Caller {

  private final Thread loop = Thread.currentThread();
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final List<Response> answers = new ArrayList<>();
  private long armedNanos = -1;
  private int arms;
  private boolean asksToSwitch;

  @Override
  public synchronized void execute(Runnable task) {
    tasks.add(task);
    notifyAll();
  }

  @Override
  public boolean inLoop() {
    return Thread.currentThread().threadId() == loop.threadId();
  }

  @Override
  public int loop() {
    return 0;
  }

  @Override
  public void arm(long nanos) {
    armedNanos = nanos;
    arms++;
  }

  @Override
  public void disarm() {
    armedNanos = -1;
  }

  @Override
  public boolean asksToSwitch() {
    return asksToSwitch;
  }

  /** Makes the request one of HTTP/1.1 with an Upgrade field. */
  public void askToSwitch() {
    asksToSwitch = true;
  }

  @Override
  public void answer(Response response) {
    answers.add(response);
  }

  /** Runs what was handed to the loop; waits up to ten seconds for the first task. */
  public void runOne() {
    Runnable task = next();
    task.run();
  }

  private synchronized Runnable next() {
    long end = System.nanoTime() + 10_000_000_000L;
    while (tasks.isEmpty()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("nothing was handed to the loop");
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    return tasks.remove();
  }

  public synchronized int waiting() {
    return tasks.size();
  }

  /** All answers given. */
  public List<Response> answers() {
    return answers;
  }

  /** The one answer; null when there is none yet. */
  public @Nullable Response answer() {
    if (answers.size() > 1) {
      throw new AssertionError("answered " + answers.size() + " times");
    }
    return answers.isEmpty() ? null : answers.getFirst();
  }

  /** The armed deadline in nanoseconds; -1 when there is none. */
  public long armedNanos() {
    return armedNanos;
  }

  public int arms() {
    return arms;
  }
}
