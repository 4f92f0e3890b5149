package io.sallyport.edge.server;

import io.sallyport.core.message.Body;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.Ending;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.edge.http2.BlockWriter;
import io.sallyport.edge.http2.ErrorCode;
import io.sallyport.edge.http2.Http2Stream;
import io.sallyport.edge.http2.Incoming;
import io.sallyport.edge.http2.Loss;
import io.sallyport.edge.loop.Deadlines;
import io.sallyport.edge.wire.Drain;
import io.sallyport.edge.wire.Head;
import io.sallyport.edge.wire.Ledger;
import io.sallyport.edge.wire.Malformed;
import io.sallyport.edge.wire.RequestHead;
import io.sallyport.edge.wire.StreamBody;
import org.jspecify.annotations.Nullable;

/** One exchange over a stream of HTTP/2: the request that came and the answer that goes. */
final class Http2Exchange extends Http2Stream implements LoopCaller, Ledger {

  private final Http2Connection connection;
  private final Side side;
  private final HeldBytes held = new HeldBytes();
  private final Deadlines deadlines;
  private @Nullable Exchange exchange;
  private @Nullable Response answer;
  private boolean answered;
  private boolean malformed;
  private boolean expectsContinue;
  private long stalledWith;

  Http2Exchange(Http2Connection connection, int id) {
    super(connection, id);
    this.connection = connection;
    this.side = connection.side();
    this.deadlines = new Deadlines(side.loop().executor(), 3, this::expired);
  }

  /**
   * Starts the exchange.
   *
   * @param end whether the head was all of the request
   * @param wrong why the head is none that can be served, or null
   */
  void begin(RequestHead head, boolean end, @Nullable Malformed wrong) {
    Body body = Body.EMPTY;
    if (end) {
      remoteEnds();
    } else {
      if (head.isGrpc()) {
        carriesGrpc();
      }
      body = receives(head.contentLength());
      expectsContinue = head.expectsContinue();
      deadlines.arm(READ, side.limits().bodyNanos());
    }
    Exchange begun = connection.exchange(head, body, this);
    exchange = begun;
    if (wrong == null) {
      side.pipeline().begin(begun);
      return;
    }
    side.tally().malformed();
    malformed = wrong.status() == 400;
    side.pipeline()
        .refuse(begun, new Refusal.Protocol(wrong.status(), Fault.CALLER, wrong.reason()));
  }

  /** The request's trailers have come. */
  @Nullable ErrorCode trailersEnd(Head fields, @Nullable Malformed wrong) {
    if (wrong == null) {
      return trailers(fields);
    }
    return malformed(wrong.reason()) ? null : ErrorCode.PROTOCOL_ERROR;
  }

  @Override
  protected boolean malformed(String reason) {
    if (exchange == null) {
      return false;
    }
    if (!malformed) {
      malformed = true;
      side.tally().malformed();
      breakBody(new Refusal.Protocol(400, Fault.CALLER, reason));
    }
    return true;
  }

  /** The request's body will never be complete. */
  private void breakBody(Refusal why) {
    Incoming request = incoming();
    Exchange current = exchange;
    if (request == null || current == null) {
      return;
    }
    if (answered) {
      // The answer is under way and cannot be taken back. The endpoint hears of it by the end of
      // the stream: told first, it would break its answer off, and be blamed.
      connection.reset(this, malformed ? ErrorCode.PROTOCOL_ERROR : ErrorCode.CANCEL, why.reason());
    } else if (!request.breakOff(why)) {
      side.pipeline().refuse(current, why);
    }
  }

  /** Whether the answer has begun. */
  boolean answered() {
    return answered;
  }

  @Override
  protected void wanted() {
    if (expectsContinue && !answered) {
      expectsContinue = false;
      BlockWriter block = side.block();
      block.response(100);
      connection.head(this, block, false);
      connection.flush();
    }
  }

  @Override
  protected void received() {
    deadlines.disarm(READ);
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
    answer = response;
    Incoming request = incoming();
    if (request != null && !request.taken()) {
      request.forget();
    }
    if (isGrpc()) {
      // Both sides may talk for long now; the silence of the endpoint is what ends it.
      deadlines.disarm(READ);
    }
    boolean head = current.request().method().equals("HEAD");
    int status = response.status();
    boolean empty = status == 204 || status == 304;
    Body body = response.body();
    BlockWriter block = side.block();
    block.response(status);
    block.fields(response.headers(), response.rules(), response.edits(), false);
    block.date(side.loop().date());
    if (!empty && body.length() >= 0) {
      block.contentLength(body.length());
    }
    boolean none = head || empty || body.length() == 0;
    connection.head(this, block, none);
    if (none) {
      nothing(body);
    } else {
      send(body);
    }
    connection.flush();
  }

  private void nothing(Body body) {
    if (body instanceof StreamBody stream) {
      Drain.of(stream, side.loop().executor());
    }
    outgoing().nothing();
  }

  @Override
  protected @Nullable BlockWriter trailing(Head fields) {
    Response response = answer;
    if (response == null) {
      return null;
    }
    BlockWriter block = side.block();
    block.trailers(fields, response.rules(), response.edits());
    return block;
  }

  private void send(Body body) {
    switch (body) {
      case Bytes bytes -> outgoing().send(bytes);
      case StreamBody stream -> outgoing().send(stream);
      default -> throw new IllegalStateException("a body the edge did not make");
    }
  }

  @Override
  protected void sent() {
    Exchange done = exchange;
    if (done == null) {
      return;
    }
    exchange = null;
    over();
    connection.finishing().add(done, outgoing().written());
    if (malformed) {
      connection.reset(this, ErrorCode.PROTOCOL_ERROR, "a malformed request");
    } else if (!remoteEnded()) {
      connection.reset(this, ErrorCode.NO_ERROR, "answered before the body ended");
    }
    connection.flush();
  }

  private void over() {
    held.release();
    deadlines.close();
  }

  // Ends that nobody wanted.

  @Override
  protected void sourceBroke(Refusal why, ErrorCode code) {
    end(LoopCaller.brokenOff(why));
    connection.reset(this, code, why.reason());
  }

  @Override
  protected void lost(Loss how, String reason) {
    end(Ending.CALLER_GONE);
    Incoming request = incoming();
    if (request != null) {
      request.breakOff(new Refusal.Protocol(400, Fault.CALLER, reason));
    }
  }

  private void end(Ending how) {
    Exchange ended = exchange;
    if (ended != null) {
      exchange = null;
      over();
      side.tally().ended();
      side.pipeline().end(ended, how, outgoing().written());
    }
  }

  @Override
  public boolean charge(BodyBudget budget, long bytes) {
    return exchange != null && held.charge(budget, bytes);
  }

  // Time.

  private void expired(int slot) {
    switch (slot) {
      case CALL -> {
        if (exchange != null) {
          side.pipeline().expire(exchange);
        }
      }
      case READ ->
          breakBody(new Refusal.Protocol(408, Fault.CALLER, "the request body took too long"));
      default -> writeExpired();
    }
  }

  @Override
  protected void waits(boolean waiting) {
    if (waiting) {
      stalledWith = outgoing().written();
      deadlines.arm(WRITE, side.limits().writeStallNanos());
    } else {
      deadlines.disarm(WRITE);
    }
  }

  private void writeExpired() {
    if (!outgoing().blocked()) {
      return;
    }
    if (outgoing().written() > stalledWith) {
      waits(true);
    } else {
      connection.reset(this, ErrorCode.CANCEL, "the caller takes nothing of its answer");
    }
  }

  // The core's view.

  @Override
  public Side side() {
    return side;
  }

  @Override
  public Deadlines deadlines() {
    return deadlines;
  }
}
