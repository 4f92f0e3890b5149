package io.sallyport.edge.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.Refusal;
import io.sallyport.edge.loop.Deadlines;
import io.sallyport.edge.wire.ConnectionHandler;
import io.sallyport.edge.wire.Lingering;
import io.sallyport.edge.wire.Malformed;
import io.sallyport.edge.wire.RequestHead;
import io.sallyport.edge.wire.RequestParser;
import io.sallyport.edge.wire.Unread;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection of a caller. Requests are served one at a time and in order; bytes that
 * come meanwhile wait, and while any wait nothing is read.
 *
 * <p>For implementers: {@link #run} is the only place that takes bytes off {@link #unread}.
 * Whatever makes progress possible calls {@link #proceed}; calls from inside run return at once,
 * because its loop looks again.
 */
public final class Http1Connection extends ConnectionHandler implements AnsweringConnection {

  /** How long an answer may take to begin once the caller has ended its side of the connection. */
  private static final long HALF_CLOSED_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private enum At {
    /** Between requests, or in a head. */
    HEAD,
    /** A request is being served. */
    EXCHANGE,
    /** The last answer is written; what still comes is forgotten. */
    LINGER,
    CLOSED,
    /** The connection speaks something else. */
    HANDED_OVER
  }

  private final Side side;
  private final boolean secure;
  private final RequestParser parser;

  @SuppressWarnings("NullAway.Init") // set by handlerAdded, before anything else happens
  private Http1Exchange exchange;

  @SuppressWarnings("NullAway.Init") // as exchange
  private Finishing finishing;

  @SuppressWarnings("NullAway.Init") // as exchange
  private Deadlines deadlines;

  private At at = At.HEAD;
  private @Nullable ByteBuf unread;
  private boolean running;
  private boolean first;
  private boolean timesHead;
  private boolean inputEnded;
  private long stalledWith;

  /**
   * @param secure whether the connection speaks TLS
   */
  public Http1Connection(Side side, boolean secure) {
    this.side = side;
    this.secure = secure;
    this.first = !secure;
    this.parser = new RequestParser(side.limits().head());
  }

  // Bytes in.

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    super.handlerAdded(ctx);
    finishing = new Finishing(this, side, ctx, output);
    deadlines = new Deadlines(side.loop().executor(), 3, this::expired);
    exchange = new Http1Exchange(this, side, channel, output, finishing, deadlines);
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    side.opened(this);
    deadlines.arm(LoopCaller.READ, side.limits().idleNanos());
    if (side.draining() || side.tally().connections() > side.limits().connections()) {
      close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    unread = Unread.join(channel, unread, (ByteBuf) message);
    run();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    flushBoth();
  }

  /** Goes on where bytes or a taker were missing. */
  void proceed() {
    if (!running) {
      run();
      flushBoth();
    }
  }

  private void flushBoth() {
    exchange.flushBody();
    flush();
  }

  private void run() {
    if (running) {
      return;
    }
    running = true;
    try {
      while (step()) {
        // Each step takes some bytes.
      }
    } finally {
      running = false;
    }
    if (at == At.HANDED_OVER) {
      return;
    }
    if (unread != null && !unread.isReadable()) {
      unread.release();
      unread = null;
    }
    boolean read = (unread == null || first) && at != At.CLOSED;
    if (channel.config().isAutoRead() != read) {
      channel.config().setAutoRead(read);
    }
  }

  private boolean step() {
    ByteBuf in = unread;
    if (in == null || !in.isReadable()) {
      return false;
    }
    return switch (at) {
      case HEAD -> channel.isWritable() && !speaksHttp2(in) && head(in);
      case EXCHANGE -> exchange.advance(in);
      case LINGER, CLOSED, HANDED_OVER -> {
        in.skipBytes(in.readableBytes());
        yield false;
      }
    };
  }

  /** Whether the first bytes are, or may become, the preface of HTTP/2. */
  private boolean speaksHttp2(ByteBuf in) {
    if (!first) {
      return false;
    }
    boolean http2 = Http2Connection.mayBePreface(in);
    first = http2;
    if (http2 && in.readableBytes() >= Http2Connection.PREFACE_LENGTH) {
      handOver();
    }
    return http2;
  }

  /** The caller speaks HTTP/2: another handler takes the connection over. */
  private void handOver() {
    Http2Connection next = new Http2Connection(side, secure);
    side.closed(this);
    next.start(leave(next));
  }

  /** Leaves the connection, and what has come on it, to {@code next}. */
  @Nullable ByteBuf leave(ChannelHandler next) {
    ByteBuf rest = unread;
    unread = null;
    at = At.HANDED_OVER;
    deadlines.close();
    channel.pipeline().replace(this, null, next);
    return rest;
  }

  private boolean head(ByteBuf in) {
    return switch (parser.parse(in)) {
      case MORE -> {
        if (!timesHead && parser.begun()) {
          timesHead = true;
          deadlines.arm(LoopCaller.READ, side.limits().headNanos());
        }
        yield false;
      }
      case DONE -> {
        begin();
        yield true;
      }
      case MALFORMED -> {
        refuse(parser.problem());
        yield true;
      }
    };
  }

  private void begin() {
    RequestHead head = parser.head();
    timesHead = false;
    at = At.EXCHANGE;
    parser.reset();
    exchange.begin(head, secure);
  }

  /** Answers what is not a request. Nothing that follows it on the connection is looked at. */
  private void refuse(Malformed why) {
    RequestHead head = parser.head();
    at = At.EXCHANGE;
    parser.reset();
    exchange.refuse(head, why, secure);
  }

  // What the exchange asks.

  /** Bytes that have come and are not taken. */
  @Nullable ByteBuf unread() {
    return unread;
  }

  /** Whether everything that has come is taken. */
  boolean caughtUp() {
    return unread == null || !unread.isReadable();
  }

  /** Whether another request may follow. */
  boolean persists() {
    return !inputEnded && !side.draining();
  }

  /** The last byte of an answer is written; whether the connection lives on. */
  void replied(boolean keep) {
    if (keep) {
      at = At.HEAD;
      deadlines.arm(LoopCaller.READ, side.limits().idleNanos());
    } else {
      at = At.LINGER;
      deadlines.arm(LoopCaller.READ, side.limits().lingerNanos());
    }
    if (!running) {
      flush();
      if (unread != null) {
        run();
        flush();
      }
    }
  }

  void flush() {
    finishing.flush();
  }

  /** Ends the connection if the last answer was its last. */
  @Override
  public void afterAnswers() {
    deadlines.disarm(LoopCaller.WRITE);
    if (at != At.LINGER) {
      return;
    }
    if (inputEnded || (!exchange.lingers() && unread == null)) {
      close();
    } else {
      Lingering.shutOutput(context);
    }
  }

  @Override
  public void abort() {
    exchange.gone();
    breakOff();
  }

  /** Ends the connection in the middle of an answer. */
  void breakOff() {
    if (at != At.CLOSED) {
      at = At.CLOSED;
      deadlines.close();
      Lingering.breakOff(channel);
    }
  }

  private void close() {
    if (at != At.CLOSED) {
      at = At.CLOSED;
      deadlines.close();
      var _ = context.close();
    }
  }

  @Override
  public void drain() {
    if (at == At.HEAD && !parser.begun() && finishing.quiet()) {
      close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    at = At.CLOSED;
    deadlines.close();
    side.closed(this);
    if (parser.begun() && !exchange.open()) {
      refuse(Malformed.bad("the connection ended inside the head of a request"));
      at = At.CLOSED;
    }
    exchange.gone();
    output.release();
    if (unread != null && !running) {
      unread.release();
      unread = null;
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      inputEnds();
    } else if (event instanceof SslHandshakeCompletionEvent && Alpn.http2(ctx)) {
      handOver();
    }
  }

  private void inputEnds() {
    inputEnded = true;
    switch (at) {
      case HEAD -> {
        if (parser.begun()) {
          refuse(Malformed.bad("the connection ended inside the head of a request"));
          flush();
        } else if (finishing.quiet()) {
          close();
        } else {
          at = At.LINGER;
        }
      }
      case EXCHANGE -> {
        if (exchange.reads()) {
          abort();
        } else {
          // A caller that only ended its side still gets a quick answer; one that left is not kept.
          deadlines.arm(LoopCaller.READ, HALF_CLOSED_NANOS);
        }
      }
      case LINGER -> {
        if (output.drained()) {
          close();
        }
      }
      case CLOSED, HANDED_OVER -> {}
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    abort();
  }

  // Time and room.

  private void expired(int slot) {
    switch (slot) {
      case LoopCaller.CALL -> exchange.expire();
      case LoopCaller.READ -> readExpired();
      default -> writeExpired();
    }
  }

  private void readExpired() {
    switch (at) {
      case HEAD -> {
        if (parser.begun()) {
          refuse(new Malformed(408, "the head of a request took too long"));
          flush();
        } else if (finishing.quiet()) {
          close();
        }
      }
      case EXCHANGE -> {
        if (exchange.reads()) {
          exchange.breakBody(
              new Refusal.Protocol(408, Fault.CALLER, "the request body took too long"));
          flush();
        } else if (inputEnded && !exchange.answered()) {
          abort();
        }
      }
      case LINGER -> {
        if (output.drained()) {
          close();
        }
      }
      case CLOSED, HANDED_OVER -> {}
    }
  }

  @Override
  public void stalls() {
    stalledWith = output.waiting();
    deadlines.arm(LoopCaller.WRITE, side.limits().writeStallNanos());
  }

  private void writeExpired() {
    if (output.drained()) {
      return;
    }
    if (output.waiting() < stalledWith) {
      stalls();
      return;
    }
    Lingering.reset(channel);
    abort();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (channel.isWritable()) {
      deadlines.disarm(LoopCaller.WRITE);
      exchange.writable();
      proceed();
    }
  }
}
