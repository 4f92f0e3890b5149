package io.sallyport.edge.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.Ending;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.edge.loop.Deadlines;
import io.sallyport.edge.tunnel.SwitchedBody;
import io.sallyport.edge.tunnel.TunnelEnd;
import io.sallyport.edge.wire.BodyDecoder;
import io.sallyport.edge.wire.Ledger;
import io.sallyport.edge.wire.Lingering;
import io.sallyport.edge.wire.Malformed;
import io.sallyport.edge.wire.Output;
import io.sallyport.edge.wire.RequestHead;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges of one HTTP/1.1 connection, one after the other: the request that came and the
 * answer that goes. One is {@link #open} until the last byte of its answer is written to the
 * output; it is ended, with its record, when the socket has that byte.
 */
final class Http1Exchange implements LoopCaller, Ledger {

  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Http1Connection connection;
  private final Side side;
  private final Channel channel;
  private final Output output;
  private final Finishing finishing;
  private final Deadlines deadlines;
  private final Reply reply;
  private final BodyDecoder decoder = new BodyDecoder();
  private final HeldBytes held = new HeldBytes();
  private @Nullable Exchange exchange;
  private @Nullable RequestBody body;
  private boolean keep;
  private boolean http11;
  private boolean asksToSwitch;
  private boolean answered;
  private boolean lingers;

  Http1Exchange(
      Http1Connection connection,
      Side side,
      Channel channel,
      Output output,
      Finishing finishing,
      Deadlines deadlines) {
    this.connection = connection;
    this.side = side;
    this.channel = channel;
    this.output = output;
    this.finishing = finishing;
    this.deadlines = deadlines;
    this.reply = new Reply(connection, this, channel, output, side.loop());
  }

  /** Starts the exchange of a request whose head has come. */
  void begin(RequestHead head, boolean secure) {
    if (head.hasBody()) {
      body = new RequestBody(connection, this, decoder, head);
      deadlines.arm(READ, side.limits().bodyNanos());
    } else {
      deadlines.disarm(READ);
    }
    side.pipeline().begin(start(head, body == null ? Body.EMPTY : body, secure));
  }

  /** Answers what is not a request. */
  void refuse(RequestHead head, Malformed why, boolean secure) {
    Exchange refused = start(head, Body.EMPTY, secure);
    keep = false;
    lingers = true;
    side.tally().malformed();
    deadlines.disarm(READ);
    side.pipeline().refuse(refused, refusal(why));
  }

  private Exchange start(RequestHead head, Body content, boolean secure) {
    keep = head.persistent();
    http11 = head.http11();
    asksToSwitch = head.asksToSwitch();
    answered = false;
    reply.reset();
    Exchange started = side.exchange(head, content, this, connection, channel, secure);
    exchange = started;
    return started;
  }

  private static Refusal refusal(Malformed why) {
    return new Refusal.Protocol(why.status(), Fault.CALLER, why.reason());
  }

  /** Whether a request is being served. */
  boolean open() {
    return exchange != null;
  }

  /** Whether some of the request is still to come. */
  boolean reads() {
    return body != null;
  }

  boolean answered() {
    return answered;
  }

  /** Whether the caller may still be sending what nobody reads. */
  boolean lingers() {
    return lingers;
  }

  // The request's body.

  /** Hands one run of bytes on; false when nothing can be done now. */
  boolean advance(ByteBuf in) {
    return body != null && body.advance(in);
  }

  void flushBody() {
    if (body != null) {
      body.flush();
    }
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
  void breakBody(Refusal why) {
    RequestBody broken = body;
    body = null;
    keep = false;
    lingers = true;
    deadlines.disarm(READ);
    if (broken == null || exchange == null) {
      return;
    }
    boolean told = broken.breakOff(why);
    Exchange current = exchange;
    if (current == null) {
      return;
    }
    if (answered) {
      // The answer is under way and cannot be taken back.
      connection.abort();
    } else if (!told) {
      side.pipeline().refuse(current, why);
    }
  }

  void sendContinue() {
    if (!answered && connection.caughtUp()) {
      output.bytes(CONTINUE);
      output.flush();
    }
  }

  // The answer.

  @Override
  public void answer(Response response) {
    Exchange current = exchange;
    if (current == null || answered) {
      response.body().discard();
      return;
    }
    answered = true;
    if (!channel.isActive()) {
      response.body().discard();
      gone();
      return;
    }
    if (response.body() instanceof SwitchedBody switched) {
      switchTo(switched.end(), current, response);
      return;
    }
    if (body != null && !body.taken()) {
      body.forget(connection.unread());
      if (exchange == null) {
        response.body().discard();
        return;
      }
    }
    keep = keep && body == null && connection.persists();
    reply.start(response, current.request().method().equals("HEAD"), http11, keep);
  }

  /** HTTP ends on this connection: it is joined with the endpoint's. */
  private void switchTo(TunnelEnd endpoint, Exchange current, Response response) {
    reply.switching(response);
    connection.flush();
    if (exchange == null) {
      // The caller was gone.
      response.body().discard();
      return;
    }
    exchange = null;
    held.release();
    new CallerTunnel(side, current).begin(connection, channel, endpoint);
  }

  void closeAfterReply() {
    keep = false;
  }

  /** The last byte of the answer is written to the output. */
  void replied() {
    Exchange done = exchange;
    if (done == null) {
      throw new IllegalStateException("no exchange");
    }
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
    connection.replied(keep);
  }

  /** The socket takes bytes again. */
  void writable() {
    reply.writable();
  }

  @Override
  public boolean charge(BodyBudget budget, long bytes) {
    return exchange != null && held.charge(budget, bytes);
  }

  // Ends that nobody wanted.

  /** The answer's body broke off: so does the answer, which must not look complete. */
  void brokeOff(Refusal why) {
    Exchange broken = exchange;
    if (broken == null) {
      return;
    }
    exchange = null;
    held.release();
    output.flush();
    side.tally().ended();
    side.pipeline().end(broken, LoopCaller.brokenOff(why), reply.written());
    if (reply.delimitedByClose()) {
      Lingering.reset(channel);
    }
    connection.breakOff();
  }

  /** The caller is gone, or has to be. */
  void gone() {
    Exchange lost = exchange;
    exchange = null;
    held.release();
    finishing.giveUp();
    if (lost == null) {
      return;
    }
    side.tally().ended();
    RequestBody cut = body;
    body = null;
    reply.abandon();
    side.pipeline().end(lost, Ending.CALLER_GONE, reply.written());
    if (cut != null) {
      cut.breakOff(new Refusal.Protocol(400, Fault.CALLER, "the caller went away inside its body"));
    }
  }

  /** The exchange's deadline is over. */
  void expire() {
    if (exchange != null) {
      side.pipeline().expire(exchange);
    }
  }

  // The core's view.

  @Override
  public boolean asksToSwitch() {
    return asksToSwitch;
  }

  @Override
  public Side side() {
    return side;
  }

  @Override
  public Deadlines deadlines() {
    return deadlines;
  }
}
