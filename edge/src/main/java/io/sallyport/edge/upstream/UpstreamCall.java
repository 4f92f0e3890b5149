package io.sallyport.edge.upstream;

import io.sallyport.core.message.Body;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Pipeline;
import io.sallyport.core.pipeline.Upstream.Receiver;
import io.sallyport.core.pipeline.UpstreamFailure;
import io.sallyport.core.pipeline.UpstreamFailure.Kind;
import io.sallyport.core.pipeline.UpstreamRequest;
import io.sallyport.core.pipeline.UpstreamRequest.Protocol;
import io.sallyport.edge.http2.BlockWriter;
import io.sallyport.edge.http2.Loss;
import io.sallyport.edge.tls.Versions;
import io.sallyport.edge.tunnel.SwitchedBody;
import io.sallyport.edge.wire.Head;
import io.sallyport.edge.wire.HeadWriter;
import io.sallyport.edge.wire.Ledger;
import io.sallyport.edge.wire.RequestHead;
import io.sallyport.edge.wire.ResponseHead;
import io.sallyport.edge.wire.StreamBody;
import org.jspecify.annotations.Nullable;

/**
 * One request to an endpoint and the way to its answer. Running it cancels it.
 *
 * <p>A call is sent a second time in two cases only, and if the body is there to be repeated: a
 * connection that had served before died without a byte of an answer, and the method may be
 * repeated; or an endpoint of HTTP/2 says that it has done nothing about the request.
 */
final class UpstreamCall implements Runnable, Connector.Taker {

  private static final Refusal TOO_LONG =
      new Refusal.Protocol(431, Fault.CALLER, "header fields longer than the endpoint takes");

  private final Pool pool;
  private final UpstreamRequest request;
  private final Exchange exchange;
  private final Receiver receiver;
  private final boolean grpc;
  private @Nullable Carrier carrier;
  private boolean repeated;
  private boolean answered;
  private boolean over;

  UpstreamCall(Pool pool, UpstreamRequest request, Exchange exchange, Receiver receiver) {
    this.pool = pool;
    this.request = request;
    this.exchange = exchange;
    this.receiver = receiver;
    this.grpc =
        request.protocol() == Protocol.HTTP_WITH_TRAILERS
            && request.headers() instanceof RequestHead head
            && head.isGrpc();
  }

  void start() {
    if (over) {
      return;
    }
    if (!pool.loop().executor().inEventLoop()) {
      throw new IllegalStateException("a call that starts outside its loop");
    }
    if (request.body().length() > request.limit()) {
      over = true;
      receiver.refused(Pipeline.tooLong(request.limit()));
      return;
    }
    if (grpc) {
      pool.grpc().reach(request.endpoint(), this);
      return;
    }
    if (switches()) {
      pool.connector().connect(request.endpoint(), Versions.HTTP_1_1, this);
      return;
    }
    UpstreamConnection idle;
    while ((idle = pool.take(request.endpoint())) != null) {
      if (idle.alive()) {
        connected(idle);
        return;
      }
      idle.close();
    }
    if (pool.offersHttp2(request.endpoint())) {
      pool.shared().reach(request.endpoint(), this);
    } else {
      pool.connector().connect(request.endpoint(), Versions.CONFIGURED, this);
    }
  }

  /** Whether this is a call of gRPC, which goes over HTTP/2 and takes its trailers along. */
  boolean isGrpc() {
    return grpc;
  }

  /** Whether the connection is to switch from HTTP/1.1 to another protocol. */
  boolean switches() {
    return request.protocol() == Protocol.WEBSOCKET;
  }

  String method() {
    return request.method();
  }

  @Nullable Ledger ledger() {
    return exchange.caller() instanceof Ledger ledger ? ledger : null;
  }

  @Override
  public boolean wants() {
    return !over;
  }

  @Override
  public void connected(UpstreamConnection made) {
    HeadWriter head = pool.loop().writer();
    head.start(request.method(), request.target(), request.host());
    if (!head.altered()) {
      head.fields(request.headers(), request.rules(), request.edits(), true);
    }
    if (head.altered()) {
      // Nothing was sent; the connection goes back as it came.
      over = true;
      if (switches() || !pool.keep(made)) {
        made.close();
      }
      receiver.refused(unsendable());
      return;
    }
    if (switches()) {
      head.webSocket();
    }
    carrier = made;
    made.serve(this);
    made.sending().start(this, head);
  }

  private static Refusal unsendable() {
    return new Refusal.Protocol(
        400, Fault.CALLER, "a value for the integration has a character that cannot be sent");
  }

  @Override
  public void connected(Http2UpstreamConnection shared) {
    BlockWriter block = shared.block();
    block.request(request.method(), request.endpoint().secure(), request.host(), request.target());
    block.fields(request.headers(), request.rules(), request.edits(), true);
    if (block.altered()) {
      over = true;
      receiver.refused(unsendable());
      return;
    }
    if (grpc && request.headers().first(KnownHeader.TE) != null) {
      block.te();
    }
    Body body = request.body();
    if (body.length() > 0 || (body.length() == 0 && announcesEmptyBody())) {
      block.contentLength(body.length());
    }
    if (!shared.takes(block)) {
      over = true;
      receiver.refused(TOO_LONG);
      return;
    }
    boolean end = body instanceof Bytes && body.length() == 0;
    Http2UpstreamStream stream = shared.open(this, block, end);
    carrier = stream;
    switch (body) {
      case Bytes _ when end -> stream.outgoing().nothing();
      case Bytes bytes -> stream.outgoing().send(bytes);
      case StreamBody caller -> stream.outgoing().send(new LimitedBody(caller, request.limit()));
      default -> throw new IllegalStateException("a body the edge did not make");
    }
    shared.flush();
  }

  /** Writes the fields after the caller's body. */
  void trailing(BlockWriter block, Head fields) {
    block.trailers(fields, request.rules(), request.edits());
  }

  Body body() {
    return request.body();
  }

  /** The longest request body that is passed on, in bytes. */
  long limit() {
    return request.limit();
  }

  /** Whether a request without a body says that it has none. */
  boolean announcesEmptyBody() {
    return switch (request.method()) {
      case "POST", "PUT", "PATCH" -> true;
      default -> false;
    };
  }

  /** The caller's body will never be complete, or is too long. */
  void refuse(Refusal why) {
    if (over) {
      return;
    }
    if (answered) {
      // The answer is on its way already and must not look complete.
      Carrier used = carrier;
      if (used != null) {
        used.broken(why);
      }
      return;
    }
    over = true;
    drop();
    receiver.refused(why);
  }

  // The answer.

  void answered(ResponseHead head, Body body) {
    answered = true;
    receiver.answered(head.status(), head, body);
  }

  /** The endpoint speaks another protocol on {@code from}: the one it was asked for, or none. */
  void switched(UpstreamConnection from, ResponseHead head) {
    String fault = WebSocketAnswer.fault(request.headers(), head);
    if (fault != null) {
      over = true;
      drop();
      receiver.failed(new UpstreamFailure(Kind.SWITCH, fault));
      return;
    }
    finished();
    answered(head, new SwitchedBody(from.leave()));
  }

  /** What came is no answer. */
  void malformed(String reason) {
    failed(new UpstreamFailure(Kind.MALFORMED, reason));
  }

  @Override
  public void failed(UpstreamFailure failure) {
    carrier = null;
    if (!over) {
      over = true;
      receiver.failed(failure);
    }
  }

  /**
   * There will be no answer on this connection.
   *
   * @param unheard whether it had served before and then died without a byte of an answer
   */
  void lost(Loss how, boolean unheard, String reason) {
    carrier = null;
    if (over) {
      return;
    }
    boolean again =
        switch (how) {
          case REFUSED -> true;
          case CONNECTION -> unheard && idempotent();
          case RESET, FAULT -> false;
        };
    if (again && !repeated && request.body() instanceof Bytes) {
      repeated = true;
      if (grpc) {
        pool.grpc().again(request.endpoint(), this);
      } else if (pool.offersHttp2(request.endpoint())) {
        pool.shared().again(request.endpoint(), this);
      } else {
        pool.connector().connect(request.endpoint(), Versions.CONFIGURED, this);
      }
      return;
    }
    failed(new UpstreamFailure(how == Loss.FAULT ? Kind.MALFORMED : Kind.CLOSED, reason));
  }

  private boolean idempotent() {
    return switch (request.method()) {
      case "GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE" -> true;
      default -> false;
    };
  }

  /** What carried the call is done with it. */
  void finished() {
    over = true;
    carrier = null;
  }

  /** Cancels the call. */
  @Override
  public void run() {
    if (!over) {
      over = true;
      drop();
    }
  }

  private void drop() {
    Carrier used = carrier;
    carrier = null;
    if (used != null) {
      used.drop();
    }
  }
}
