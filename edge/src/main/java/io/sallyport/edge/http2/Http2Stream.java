package io.sallyport.edge.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sallyport.core.message.Refusal;
import io.sallyport.edge.wire.Head;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a connection, seen from either side: what comes in, what goes out, and which of the
 * two has ended. Confined to the connection's loop.
 */
public abstract class Http2Stream {

  private final Http2Session session;
  private final int id;
  private final Outgoing outgoing;
  private @Nullable Incoming incoming;
  private int receiveWindow = Http2Session.STREAM_WINDOW;
  private int pendingCredit;
  private boolean remoteEnded;
  private boolean localEnded;
  private boolean closed;
  private boolean grpc;
  private int resetCode = -1;

  @SuppressWarnings("this-escape") // only kept there
  protected Http2Stream(Http2Session session, int id) {
    this.session = session;
    this.id = id;
    this.outgoing = new Outgoing(session, this);
  }

  /** The last byte we send on the stream is written. */
  protected abstract void sent();

  /**
   * What is sent will never be complete; the stream is to be reset, for a caller with {@code code}.
   */
  protected abstract void sourceBroke(Refusal why, ErrorCode code);

  /** The block of the fields that follow what is sent; empty or null when none of them may go. */
  protected abstract @Nullable BlockWriter trailing(Head fields);

  /** The peer, or a fault, has ended the stream; it is in the session no more. */
  protected abstract void lost(Loss how, String reason);

  /** Bytes wait for the peer to take them; with {@code false}, none do any more. */
  protected abstract void waits(boolean waiting);

  /** What came is no message; false when the stream has to be reset at once. */
  protected abstract boolean malformed(String reason);

  /** The incoming body begins to be read. */
  protected abstract void wanted();

  /** The incoming body is whole. */
  protected abstract void received();

  /** More of the incoming body has come. */
  protected void arrives() {}

  /** Nobody wants the rest of the incoming body. */
  protected void discarded() {}

  /** Whether what has come of the body is still wanted after the stream was lost. */
  protected boolean outlives() {
    return false;
  }

  public final int id() {
    return id;
  }

  protected final Http2Session session() {
    return session;
  }

  /** What is sent. */
  public final Outgoing outgoing() {
    return outgoing;
  }

  /** The body that comes in, or null when there is none. */
  protected final @Nullable Incoming incoming() {
    return incoming;
  }

  /** The stream carries a call of gRPC: fields after a body are passed on. */
  protected final void carriesGrpc() {
    grpc = true;
  }

  protected final boolean isGrpc() {
    return grpc;
  }

  /** The peer resets the stream, which is told in a moment. */
  final void resetBy(int code) {
    resetCode = code;
  }

  /** The code with which the peer has reset the stream, or -1. */
  final int resetCode() {
    return resetCode;
  }

  /** A body follows the head, of {@code length} bytes or, with -1, of unknown length. */
  protected final Incoming receives(long length) {
    Incoming body = new Incoming(session, this, length);
    incoming = body;
    return body;
  }

  protected final boolean remoteEnded() {
    return remoteEnded;
  }

  protected final boolean localEnded() {
    return localEnded;
  }

  final boolean closed() {
    return closed;
  }

  /** The next bytes of the body; null, or why the stream ends. */
  protected final @Nullable ErrorCode data(ByteBuf in, int length, int padding, boolean end) {
    if (remoteEnded) {
      session.consumed(null, length + padding);
      return ErrorCode.STREAM_CLOSED;
    }
    if (length + padding > receiveWindow) {
      session.consumed(null, length + padding);
      return ErrorCode.FLOW_CONTROL_ERROR;
    }
    receiveWindow -= length + padding;
    Incoming body = incoming;
    if (body == null) {
      session.consumed(null, length + padding);
      return ErrorCode.PROTOCOL_ERROR;
    }
    if (padding > 0) {
      session.consumed(this, padding);
    }
    arrives();
    if (body.arrived(in, length, end)) {
      return null;
    }
    remoteEnded |= end;
    return malformed("a body of another length than announced") ? null : ErrorCode.PROTOCOL_ERROR;
  }

  /** Fields have come that end the body. */
  protected final @Nullable ErrorCode trailers(Head fields) {
    if (grpc && incoming != null) {
      incoming.trailers(fields);
    }
    return data(Unpooled.EMPTY_BUFFER, 0, 0, true);
  }

  /** The peer sends no more. */
  protected final void remoteEnds() {
    remoteEnded = true;
    closeIfDone();
  }

  final void localEnds() {
    localEnded = true;
    sent();
    closeIfDone();
  }

  private void closeIfDone() {
    if (localEnded && remoteEnded && !closed) {
      closed = true;
      session.ended(this);
    }
  }

  /** What the peer may still send, in bytes. */
  final int receiveWindow() {
    return receiveWindow;
  }

  /** Gives the peer's window back; the number to announce now, or 0. */
  final int credit(int bytes) {
    pendingCredit += bytes;
    if (remoteEnded || closed || pendingCredit < Http2Session.STREAM_WINDOW / 2) {
      return 0;
    }
    int more = pendingCredit;
    pendingCredit = 0;
    receiveWindow += more;
    return more;
  }

  /** Ends the stream at once; neither side's bytes count any more. */
  final void abandon(Loss how, String reason) {
    if (closed) {
      return;
    }
    closed = true;
    outgoing.abandon();
    lost(how, reason);
    Incoming body = incoming;
    if (body != null && !outlives()) {
      body.forget();
    }
  }
}
