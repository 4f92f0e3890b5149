package io.sallyport.edge.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.Caller;
import io.sallyport.core.pipeline.Ending;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.edge.loop.Deadlines;
import io.sallyport.edge.wire.BodyDecoder;
import io.sallyport.edge.wire.Ledger;
import io.sallyport.edge.wire.Malformed;
import io.sallyport.edge.wire.Output;
import io.sallyport.edge.wire.RequestHead;
import io.sallyport.edge.wire.RequestParser;
import io.sallyport.edge.wire.Unread;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection of a caller. Requests are served one at a time and in order; bytes that
 * come meanwhile wait, and while any wait nothing is read.
 *
 * <p>For implementers: {@link #run} is the only place that takes bytes off {@link #unread}.
 * Whatever makes progress possible calls {@link #proceed}; calls from inside run return at once,
 * because its loop looks again. An exchange leaves {@link #exchange} when its last byte was written
 * to {@link Output}, and is ended, with its record, when the socket has that byte.
 */
public final class Http1Connection extends ChannelInboundHandlerAdapter
    implements ServerConnection, Caller, Ledger {

  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** How long an answer may take to begin once the caller has ended its side of the connection. */
  private static final long HALF_CLOSED_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private static final int CALL = 0;
  private static final int READ = 1;
  private static final int WRITE = 2;

  private enum At {
    /** Between requests, or in a head. */
    HEAD,
    /** A request is being served. */
    EXCHANGE,
    /** The last answer is written; what still comes is forgotten. */
    LINGER,
    CLOSED,
    /** The connection speaks HTTP/2. */
    HANDED_OVER
  }

  private final Side side;
  private final boolean secure;
  private final RequestParser parser;
  private final BodyDecoder decoder = new BodyDecoder();
  private final HeldBytes held = new HeldBytes();

  @SuppressWarnings("NullAway.Init") // set by handlerAdded, before anything else happens
  private ChannelHandlerContext context;

  @SuppressWarnings("NullAway.Init") // as context
  private Channel channel;

  @SuppressWarnings("NullAway.Init") // as context
  private Output output;

  @SuppressWarnings("NullAway.Init") // as context
  private Reply reply;

  @SuppressWarnings("NullAway.Init") // as context
  private Finishing finishing;

  @SuppressWarnings("NullAway.Init") // as context
  private Deadlines deadlines;

  private At at = At.HEAD;
  private @Nullable ByteBuf unread;
  private boolean running;
  private boolean first;
  private boolean timesHead;
  private boolean inputEnded;

  private @Nullable Exchange exchange;
  private @Nullable RequestBody body;
  private boolean keep;
  private boolean http11;
  private boolean answered;
  private boolean lingers;
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
    context = ctx;
    channel = ctx.channel();
    output = new Output(ctx);
    reply = new Reply(this, channel, output, side.loop());
    finishing = new Finishing(this, side, ctx, output);
    deadlines = new Deadlines(side.loop().executor(), 3, this::expired);
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    side.opened(this);
    deadlines.arm(READ, side.limits().idleNanos());
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
    if (body != null) {
      body.flush();
    }
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
      case EXCHANGE -> body != null && body.advance(in);
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
    at = At.HANDED_OVER;
    deadlines.close();
    side.closed(this);
    channel.pipeline().replace(this, null, next);
    next.start(unread);
    unread = null;
  }

  private boolean head(ByteBuf in) {
    return switch (parser.parse(in)) {
      case MORE -> {
        if (!timesHead && parser.begun()) {
          timesHead = true;
          deadlines.arm(READ, side.limits().headNanos());
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
    if (head.hasBody()) {
      body = new RequestBody(this, decoder, head);
      deadlines.arm(READ, side.limits().bodyNanos());
    } else {
      deadlines.disarm(READ);
    }
    open(head, body == null ? Body.EMPTY : body);
    parser.reset();
    side.pipeline().begin(current());
  }

  private void open(RequestHead head, Body content) {
    at = At.EXCHANGE;
    keep = head.persistent();
    http11 = head.http11();
    answered = false;
    reply.reset();
    exchange = side.exchange(head, content, this, channel, secure);
  }

  private Exchange current() {
    if (exchange == null) {
      throw new IllegalStateException("no exchange");
    }
    return exchange;
  }

  /** Answers what is not a request. Nothing that follows it on the connection is looked at. */
  private void refuse(Malformed why) {
    RequestHead head = parser.head();
    open(head, Body.EMPTY);
    keep = false;
    lingers = true;
    side.tally().malformed();
    deadlines.disarm(READ);
    parser.reset();
    side.pipeline().refuse(current(), refusal(why));
  }

  private static Refusal refusal(Malformed why) {
    return new Refusal.Protocol(why.status(), Fault.CALLER, why.reason());
  }

  void bodyEnded() {
    body = null;
    deadlines.disarm(READ);
  }

  void bodyMalformed(Malformed why) {
    side.tally().malformed();
    breakBody(refusal(why));
  }

  /** The request body will never be complete. */
  private void breakBody(Refusal why) {
    RequestBody broken = body;
    body = null;
    keep = false;
    lingers = true;
    deadlines.disarm(READ);
    if (broken == null || exchange == null) {
      return;
    }
    boolean told = broken.breakOff(why);
    if (answered) {
      // The answer is under way and cannot be taken back.
      if (exchange != null) {
        abort();
      }
    } else if (!told) {
      side.pipeline().refuse(current(), why);
    }
  }

  void sendContinue() {
    if (!answered && (unread == null || !unread.isReadable())) {
      output.bytes(CONTINUE);
      output.flush();
    }
  }

  // The answer.

  @Override
  public void answer(Response response) {
    if (exchange == null || answered) {
      response.body().discard();
      return;
    }
    answered = true;
    if (!channel.isActive()) {
      response.body().discard();
      gone();
      return;
    }
    if (body != null && !body.taken()) {
      body.forget(unread);
      if (exchange == null) {
        response.body().discard();
        return;
      }
    }
    boolean persists = keep && body == null && !inputEnded && !side.draining();
    keep = persists;
    reply.start(response, current().request().method().equals("HEAD"), http11, persists);
  }

  void closeAfterReply() {
    keep = false;
  }

  /** The last byte of the answer is written to the output. */
  void replied() {
    Exchange done = current();
    exchange = null;
    held.release();
    finishing.add(done, reply.written());
    RequestBody rest = body;
    if (rest != null) {
      body = null;
      keep = false;
      lingers = true;
      rest.breakOff(new Refusal.Protocol(400, Fault.CALLER, "answered before the body ended"));
    }
    if (keep) {
      at = At.HEAD;
      deadlines.arm(READ, side.limits().idleNanos());
    } else {
      at = At.LINGER;
      deadlines.arm(READ, side.limits().lingerNanos());
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
    deadlines.disarm(WRITE);
    if (at != At.LINGER) {
      return;
    }
    if (inputEnded || (!lingers && unread == null)) {
      close();
    } else {
      Lingering.shutOutput(context);
    }
  }

  @Override
  public boolean charge(BodyBudget budget, long bytes) {
    return exchange != null && held.charge(budget, bytes);
  }

  // Ends that nobody wanted.

  /** The integration's body broke off: so does the answer, which must not look complete. */
  void brokeOff() {
    Exchange broken = exchange;
    if (broken == null) {
      return;
    }
    exchange = null;
    held.release();
    output.flush();
    side.tally().ended();
    side.pipeline().end(broken, Ending.INTEGRATION_BROKE, reply.written());
    if (reply.delimitedByClose()) {
      Lingering.reset(channel);
    }
    close();
  }

  /** The caller is gone, or has to be. */
  private void gone() {
    Exchange lost = exchange;
    exchange = null;
    held.release();
    finishing.giveUp();
    if (lost != null) {
      side.tally().ended();
      RequestBody cut = body;
      body = null;
      reply.abandon();
      side.pipeline().end(lost, Ending.CALLER_GONE, reply.written());
      if (cut != null) {
        cut.breakOff(
            new Refusal.Protocol(400, Fault.CALLER, "the caller went away inside its body"));
      }
    }
  }

  @Override
  public void abort() {
    gone();
    close();
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
    if (parser.begun() && exchange == null) {
      refuse(Malformed.bad("the connection ended inside the head of a request"));
      at = At.CLOSED;
    }
    gone();
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
        if (body != null) {
          abort();
        } else {
          // A caller that only ended its side still gets a quick answer; one that left is not kept.
          deadlines.arm(READ, HALF_CLOSED_NANOS);
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
      case CALL -> {
        if (exchange != null) {
          side.pipeline().expire(exchange);
        }
      }
      case READ -> readExpired();
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
        if (body != null) {
          breakBody(new Refusal.Protocol(408, Fault.CALLER, "the request body took too long"));
          flush();
        } else if (inputEnded && !answered) {
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
    deadlines.arm(WRITE, side.limits().writeStallNanos());
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
      deadlines.disarm(WRITE);
      reply.writable();
      proceed();
    }
  }

  // The core's view.

  @Override
  public boolean inLoop() {
    return side.loop().executor().inEventLoop();
  }

  @Override
  public int loop() {
    return side.loop().index();
  }

  @Override
  public void arm(long nanos) {
    deadlines.arm(CALL, nanos);
  }

  @Override
  public void disarm() {
    deadlines.disarm(CALL);
  }

  @Override
  public void execute(Runnable task) {
    side.loop().executor().execute(task);
  }
}
