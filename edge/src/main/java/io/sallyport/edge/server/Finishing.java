package io.sallyport.edge.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.sallyport.core.pipeline.Ending;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.edge.wire.Output;
import java.util.ArrayDeque;
import java.util.List;

/**
 * The exchanges of one connection whose last byte is written but may not be with the socket yet.
 * Each is ended, and so recorded, exactly once: when the socket has that byte, or never will.
 */
final class Finishing {

  private record Finished(Exchange exchange, long length) {}

  private final AnsweringConnection connection;
  private final Side side;
  private final ChannelHandlerContext context;
  private final Output output;
  private final ArrayDeque<Finished> finished = new ArrayDeque<>(2);

  Finishing(
      AnsweringConnection connection, Side side, ChannelHandlerContext context, Output output) {
    this.connection = connection;
    this.side = side;
    this.context = context;
    this.output = output;
  }

  /** The last byte of the answer to {@code exchange} is written; its body had {@code length}. */
  void add(Exchange exchange, long length) {
    finished.add(new Finished(exchange, length));
  }

  /** Whether every answer is with the socket. */
  boolean quiet() {
    return finished.isEmpty() && output.drained();
  }

  /**
   * Gives everything written to the socket, and ends the exchanges whose last byte went with it.
   */
  void flush() {
    output.flush();
    if (finished.isEmpty()) {
      return;
    }
    if (output.drained()) {
      end(Ending.ANSWERED);
      connection.afterAnswers();
      return;
    }
    List<Finished> waiting = List.copyOf(finished);
    finished.clear();
    connection.stalls();
    context
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(future -> {
          Ending ending = future.isSuccess() ? Ending.ANSWERED : Ending.CALLER_GONE;
          waiting.forEach(one -> end(one, ending));
          if (output.drained()) {
            connection.afterAnswers();
          }
        });
  }

  /** Ends what the socket will never have. */
  void giveUp() {
    end(Ending.CALLER_GONE);
  }

  private void end(Ending ending) {
    Finished one;
    while ((one = finished.poll()) != null) {
      end(one, ending);
    }
  }

  private void end(Finished one, Ending ending) {
    side.tally().ended();
    side.pipeline().end(one.exchange, ending, one.length);
  }
}
