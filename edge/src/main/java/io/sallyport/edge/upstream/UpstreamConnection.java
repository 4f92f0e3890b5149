package io.sallyport.edge.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.pipeline.Ending;
import io.sallyport.core.pipeline.Endpoint;
import io.sallyport.edge.http2.Loss;
import io.sallyport.edge.loop.Deadlines;
import io.sallyport.edge.tunnel.TunnelEnd;
import io.sallyport.edge.wire.BodyDecoder;
import io.sallyport.edge.wire.BodyDecoder.Progress;
import io.sallyport.edge.wire.ConnectionHandler;
import io.sallyport.edge.wire.NoBytes;
import io.sallyport.edge.wire.ResponseHead;
import io.sallyport.edge.wire.ResponseParser;
import io.sallyport.edge.wire.Sink;
import io.sallyport.edge.wire.Unread;
import org.jspecify.annotations.Nullable;

/**
 * One connection to an endpoint, serving one call after the other. It is used again only when the
 * last response was whole, framed by a length or by chunks, and followed by nothing.
 */
final class UpstreamConnection extends ConnectionHandler implements Carrier {

  /** Interim responses that one call may have. */
  private static final int MAX_INTERIM = 8;

  private enum At {
    IDLE,
    HEAD,
    BODY,
    CLOSED,
    /** The connection speaks something else. */
    HANDED_OVER
  }

  private final Pool pool;
  private final Endpoint endpoint;
  private final ResponseParser parser;
  private final BodyDecoder decoder = new BodyDecoder();

  @SuppressWarnings("NullAway.Init") // set by handlerAdded, before anything else happens
  private Http1Sending sending;

  @SuppressWarnings("NullAway.Init") // as sending
  private Deadlines deadlines;

  private At at = At.IDLE;
  private @Nullable UpstreamCall call;
  private @Nullable ResponseBody body;
  private @Nullable ByteBuf unread;
  private boolean running;
  private boolean reusable;
  private boolean closeAnnounced;
  private boolean answering;
  private int interim;
  private long served; // calls, this one included: a connection that served before may be stale
  private long idleSince;

  UpstreamConnection(Pool pool, Endpoint endpoint) {
    this.pool = pool;
    this.endpoint = endpoint;
    this.parser = new ResponseParser(pool.limits().head());
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    super.handlerAdded(ctx);
    sending = new Http1Sending(channel, output);
    deadlines = new Deadlines(pool.loop().executor(), 1, slot -> silent());
  }

  Endpoint endpoint() {
    return endpoint;
  }

  Http1Sending sending() {
    return sending;
  }

  long idleSince() {
    return idleSince;
  }

  void idleSince(long nanos) {
    this.idleSince = nanos;
  }

  @Nullable SslHandler tls() {
    return endpoint.secure() ? context.pipeline().get(SslHandler.class) : null;
  }

  boolean alive() {
    return at == At.IDLE && channel.isActive();
  }

  /** The connection belongs to {@code next} until the response is whole. */
  void serve(UpstreamCall next) {
    call = next;
    at = At.HEAD;
    served++;
    interim = 0;
    answering = false;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    if (at == At.IDLE || at == At.CLOSED) {
      // Bytes nobody asked for: whatever they are, no call may take them for its answer.
      in.release();
      if (at == At.IDLE) {
        pool.lost(this);
      }
      close();
      return;
    }
    answering = true;
    unread = Unread.join(channel, unread, in);
    run();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ResponseBody current = body;
    if (current != null) {
      Sink sink = current.sink();
      if (sink != null) {
        sink.flush();
      }
      deadlines.arm(0, pool.limits().silenceNanos());
    }
  }

  void proceed() {
    if (!running) {
      run();
      Sink sink = body == null ? null : body.sink();
      if (sink != null) {
        sink.flush();
      }
    }
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
    if (unread != null && (!unread.isReadable() || at == At.CLOSED)) {
      unread.release();
      unread = null;
    }
    boolean read = unread == null && at != At.CLOSED;
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
      case HEAD -> head(in);
      case BODY -> body(in);
      case IDLE, CLOSED, HANDED_OVER -> {
        in.skipBytes(in.readableBytes());
        yield false;
      }
    };
  }

  private boolean head(ByteBuf in) {
    return switch (parser.parse(in)) {
      case MORE -> false;
      case MALFORMED -> {
        malformed("the response is malformed: " + parser.problem().reason());
        yield false;
      }
      case DONE -> {
        ResponseHead head = parser.head();
        parser.reset();
        yield head.status() < 200 ? interim(head) : answer(head, in);
      }
    };
  }

  private boolean interim(ResponseHead head) {
    int status = head.status();
    if (status == 101 && call != null && call.switches()) {
      call.switched(this, head);
      return false;
    }
    if (status == 101 || ++interim > MAX_INTERIM) {
      malformed("the interim response `" + status + "` was not asked for");
      return false;
    }
    return true;
  }

  /** Leaves the connection, and what has come on it, to a tunnel. */
  TunnelEnd leave() {
    TunnelEnd end = new TunnelEnd(Ending.INTEGRATION_BROKE);
    end.early(unread);
    unread = null;
    call = null;
    at = At.HANDED_OVER;
    deadlines.close();
    channel.pipeline().replace(this, null, end);
    return end;
  }

  private boolean answer(ResponseHead head, ByteBuf in) {
    UpstreamCall current = call;
    if (current == null) {
      close();
      return false;
    }
    long length = frame(head, current.method());
    if (length == 0) {
      Body none = current.method().equals("HEAD") ? new NoBytes(head.contentLength()) : Body.EMPTY;
      release(in.isReadable());
      current.answered(head, none);
      return true;
    }
    at = At.BODY;
    body = new ResponseBody(this, length, current.ledger());
    current.answered(head, body);
    return true;
  }

  /** The length of the body that follows {@code head}, -1 when it is not known. RFC 9112, 6.3. */
  private long frame(ResponseHead head, String method) {
    reusable = head.persistent() && call != null && !call.switches();
    if (method.equals("HEAD") || head.status() == 204 || head.status() == 304) {
      return 0;
    }
    long length = decoder.response(head);
    reusable &= !decoder.endsWithConnection();
    return length;
  }

  private boolean body(ByteBuf in) {
    ResponseBody current = body;
    Sink sink = current == null ? null : current.open();
    if (sink == null) {
      return false;
    }
    Progress progress = decoder.decode(in, sink);
    return switch (progress) {
      case MORE -> false;
      case SOME -> true;
      case END -> {
        ended(in.isReadable());
        yield true;
      }
      case MALFORMED -> {
        broken("the response body is malformed: " + decoder.problem().reason());
        yield false;
      }
    };
  }

  private void ended(boolean excess) {
    ResponseBody done = body;
    body = null;
    if (done == null) {
      return;
    }
    Sink sink = done.sink();
    done.ended();
    release(excess);
    if (sink != null) {
      sink.end();
    }
  }

  /** The response is whole: the connection waits for another call, or ends. */
  private void release(boolean excess) {
    UpstreamCall done = call;
    call = null;
    deadlines.disarm(0);
    if (done != null) {
      done.finished();
    }
    at = At.IDLE;
    if (excess || !reusable || !sending.whole() || !channel.isActive() || !pool.keep(this)) {
      close();
    }
  }

  /** The response body is not wanted any more. */
  void abandon() {
    body = null;
    drop();
  }

  @Override
  public void drop() {
    UpstreamCall dropped = call;
    call = null;
    close();
    if (dropped != null) {
      dropped.finished();
    }
  }

  private void malformed(String reason) {
    UpstreamCall failed = call;
    call = null;
    close();
    if (failed != null) {
      failed.malformed(reason);
    }
  }

  private void broken(String reason) {
    broken(
        Refusal.GatewayResponse.of(
            GatewayResponseType.INTEGRATION_FAILURE, Fault.INTEGRATION, reason));
  }

  /** The response body will never be complete. */
  @Override
  public void broken(Refusal why) {
    ResponseBody cut = body;
    body = null;
    UpstreamCall failed = call;
    call = null;
    close();
    if (failed != null) {
      failed.finished();
    }
    if (cut != null) {
      cut.breaks(why);
    }
  }

  private void silent() {
    if (at == At.BODY) {
      if (body != null && body.open() == null) {
        deadlines.arm(0, pool.limits().silenceNanos());
      } else {
        broken("the endpoint fell silent inside its response body");
      }
    }
  }

  void close() {
    if (at != At.CLOSED) {
      at = At.CLOSED;
      deadlines.close();
      output.release();
      var _ = channel.close();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslCloseCompletionEvent close && close.isSuccess()) {
      closeAnnounced = true;
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (channel.isWritable() && call != null) {
      sending.writable();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    ended("the connection ended");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    closeAnnounced = false;
    String message = cause.getMessage();
    lost(message == null ? "the connection failed" : "the connection failed: " + message);
  }

  /** The peer ended the connection in order, as far as TCP knows. */
  private void ended(String reason) {
    boolean whole =
        at == At.BODY
            && decoder.endsWithConnection()
            && (unread == null || !unread.isReadable())
            && (!endpoint.secure() || closeAnnounced);
    if (whole) {
      ended(false);
    } else {
      lost(reason);
    }
  }

  private void lost(String reason) {
    switch (at) {
      case IDLE -> {
        pool.lost(this);
        close();
      }
      case HEAD -> {
        UpstreamCall failed = call;
        call = null;
        close();
        if (failed != null) {
          failed.lost(Loss.CONNECTION, served > 1 && !answering, reason + " before an answer");
        }
      }
      case BODY -> broken(reason + " inside the response body");
      case CLOSED, HANDED_OVER -> {}
    }
    if (unread != null && !running) {
      unread.release();
      unread = null;
    }
  }
}
