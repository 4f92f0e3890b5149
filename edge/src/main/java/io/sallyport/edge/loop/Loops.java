package io.sallyport.edge.loop;

import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.sallyport.core.pipeline.Ids;
import io.sallyport.core.pipeline.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** All event loops of the edge, each with what it owns. */
public final class Loops implements AutoCloseable {

  private static final long LAG_PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final MultiThreadIoEventLoopGroup group;
  private final List<Loop> loops;

  public Loops(int count, Times times) {
    // Netty keeps its buffers and queue entries for reuse only on threads of its own making.
    this.group =
        new MultiThreadIoEventLoopGroup(
            count, new DefaultThreadFactory("edge"), NioIoHandler.newFactory());
    List<Loop> made = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      IoEventLoop executor = group.next();
      made.add(new Loop(i, executor, new Ids(), times));
    }
    this.loops = List.copyOf(made);
    for (Loop loop : loops) {
      measure(loop);
    }
  }

  public MultiThreadIoEventLoopGroup group() {
    return group;
  }

  public List<Loop> all() {
    return loops;
  }

  /** The loop that runs on {@code executor}. */
  @SuppressWarnings("ReferenceEquality") // loops have no other identity
  public Loop of(EventLoop executor) {
    for (Loop loop : loops) {
      if (loop.executor() == executor) {
        return loop;
      }
    }
    throw new IllegalArgumentException("not a loop of this edge");
  }

  /** Ends the loops with all connections, once nothing has happened on them for a moment. */
  @Override
  public void close() {
    group
        .shutdownGracefully(5, 2_000, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(3, TimeUnit.SECONDS);
  }

  private static void measure(Loop loop) {
    long due = System.nanoTime() + LAG_PERIOD_NANOS;
    var _ =
        loop.executor()
            .schedule(
                () -> {
                  loop.lagNanos(Math.max(0, System.nanoTime() - due));
                  measure(loop);
                },
                LAG_PERIOD_NANOS,
                TimeUnit.NANOSECONDS);
  }
}
