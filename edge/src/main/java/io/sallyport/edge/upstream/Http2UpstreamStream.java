package io.sallyport.edge.upstream;

import io.sallyport.core.message.Body;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.message.Refusal;
import io.sallyport.edge.http2.BlockWriter;
import io.sallyport.edge.http2.ErrorCode;
import io.sallyport.edge.http2.Http2Stream;
import io.sallyport.edge.http2.Incoming;
import io.sallyport.edge.http2.Loss;
import io.sallyport.edge.loop.Deadlines;
import io.sallyport.edge.wire.Head;
import io.sallyport.edge.wire.Ledger;
import io.sallyport.edge.wire.Malformed;
import io.sallyport.edge.wire.NoBytes;
import io.sallyport.edge.wire.ResponseHead;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One call over a stream of an endpoint's connection: the request that goes, the answer. */
final class Http2UpstreamStream extends Http2Stream implements Carrier, Ledger {

  /** Interim responses that one call may have. */
  private static final int MAX_INTERIM = 8;

  /** How long the empty end of an answer without a body may take to come. */
  private static final long BODILESS_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Http2UpstreamConnection connection;
  private final @Nullable Ledger ledger;
  private final long readsBefore;
  private @Nullable UpstreamCall call;
  private @Nullable Deadlines silence;
  private boolean answered;
  private int interim;
  private long sentBefore;

  Http2UpstreamStream(Http2UpstreamConnection connection, int id, UpstreamCall call) {
    super(connection, id);
    this.connection = connection;
    this.call = call;
    this.ledger = call.ledger();
    if (call.isGrpc()) {
      carriesGrpc();
    }
    this.readsBefore = connection.reads();
  }

  /** Whether the final head has come. */
  boolean answered() {
    return answered;
  }

  /** A head has come; why the stream ends, or null. */
  @Nullable ErrorCode head(ResponseHead head, boolean end, @Nullable Malformed wrong) {
    UpstreamCall current = call;
    if (wrong != null) {
      fail("the response is malformed: " + wrong.reason());
      return ErrorCode.PROTOCOL_ERROR;
    }
    if (head.status() < 200) {
      return interim(end);
    }
    answered = true;
    connection.serves();
    if (current == null) {
      return ErrorCode.CANCEL;
    }
    boolean bodiless =
        current.method().equals("HEAD") || head.status() == 204 || head.status() == 304;
    if (end && !bodiless && head.contentLength() > 0) {
      fail("the response is malformed: a Content-Length without a body");
      return ErrorCode.PROTOCOL_ERROR;
    }
    if (end || bodiless) {
      whole(current, head, end);
    } else {
      Incoming body = receives(head.contentLength());
      arrives();
      current.answered(head, body);
    }
    return null;
  }

  private @Nullable ErrorCode interim(boolean end) {
    if (!end && ++interim <= MAX_INTERIM) {
      return null;
    }
    fail("the response is malformed: interim responses without end");
    return ErrorCode.PROTOCOL_ERROR;
  }

  /** The head is all of the answer, or all that counts. */
  private void whole(UpstreamCall current, ResponseHead head, boolean end) {
    Body none = current.method().equals("HEAD") ? new NoBytes(head.contentLength()) : Body.EMPTY;
    if (end) {
      remoteEnds();
      release();
    } else {
      receives(0).forget();
      silence().arm(0, BODILESS_NANOS);
    }
    current.answered(head, none);
  }

  /** The answer has come: the call is over, and so is what it still sends. */
  private void release() {
    UpstreamCall done = call;
    call = null;
    close();
    if (done != null) {
      done.finished();
    }
    if (!localEnded()) {
      connection.reset(this, ErrorCode.CANCEL, "answered before the request ended");
    }
  }

  private void close() {
    if (silence != null) {
      silence.close();
    }
  }

  /** The response's trailers have come. */
  @Nullable ErrorCode trailersEnd(Head fields, @Nullable Malformed wrong) {
    if (wrong == null) {
      return trailers(fields);
    }
    breakOff("the response's trailers are malformed: " + wrong.reason());
    return ErrorCode.PROTOCOL_ERROR;
  }

  @Override
  protected void arrives() {
    sentBefore = outgoing().written();
    silence().arm(0, connection.limits().silenceNanos());
  }

  private Deadlines silence() {
    Deadlines known = silence;
    if (known == null) {
      known = new Deadlines(connection.executor(), 1, _ -> silent());
      silence = known;
    }
    return known;
  }

  private void silent() {
    Incoming body = incoming();
    if (remoteEnded() || body == null) {
      return;
    }
    // A call of gRPC is not silent while its caller talks.
    boolean talks = isGrpc() && outgoing().written() != sentBefore;
    if (body.wants() && !talks) {
      broken(integration("the endpoint fell silent inside its response body"));
    } else {
      arrives();
    }
  }

  @Override
  protected void received() {
    release();
  }

  @Override
  protected boolean malformed(String reason) {
    breakOff("the response body is malformed: " + reason);
    return false;
  }

  @Override
  protected boolean outlives() {
    Incoming body = incoming();
    return body != null && body.whole() && call != null;
  }

  // Ends that nobody wanted.

  @Override
  protected void lost(Loss how, String reason) {
    UpstreamCall lost = call;
    if (lost == null || outlives()) {
      return;
    }
    if (how == Loss.RESET || how == Loss.REFUSED) {
      connection.wasReset();
    }
    if (answered) {
      breakOff(reason + " inside the response body");
      return;
    }
    call = null;
    lost.lost(how, interim == 0 && connection.served(), reason + " before an answer");
  }

  private void fail(String reason) {
    UpstreamCall failed = call;
    call = null;
    close();
    if (failed != null) {
      failed.malformed(reason);
    }
  }

  private static Refusal integration(String reason) {
    return Refusal.GatewayResponse.of(
        GatewayResponseType.INTEGRATION_FAILURE, Fault.INTEGRATION, reason);
  }

  private void breakOff(String reason) {
    breakOff(integration(reason));
  }

  /** The response body will never be complete. */
  private void breakOff(Refusal why) {
    UpstreamCall done = call;
    call = null;
    close();
    if (done != null) {
      done.finished();
    }
    Incoming body = incoming();
    if (body != null) {
      body.breakOff(why);
    }
  }

  @Override
  public void broken(Refusal why) {
    breakOff(why);
    connection.reset(this, ErrorCode.CANCEL, why.reason());
  }

  @Override
  public void drop() {
    call = null;
    close();
    if (!answered && connection.reads() == readsBefore) {
      connection.probe();
    }
    connection.reset(this, ErrorCode.CANCEL, "the call is not wanted any more");
  }

  @Override
  protected void discarded() {
    UpstreamCall done = call;
    if (done != null) {
      done.finished();
    }
    call = null;
    close();
    connection.reset(this, ErrorCode.CANCEL, "the response body is not wanted");
  }

  @Override
  protected @Nullable BlockWriter trailing(Head fields) {
    UpstreamCall current = call;
    if (current == null) {
      return null;
    }
    BlockWriter block = connection.block();
    current.trailing(block, fields);
    return connection.takes(block) ? block : null;
  }

  @Override
  protected void sourceBroke(Refusal why, ErrorCode code) {
    UpstreamCall current = call;
    if (current == null) {
      connection.reset(this, ErrorCode.CANCEL, why.reason());
    } else {
      current.refuse(why);
    }
  }

  @Override
  public boolean charge(BodyBudget budget, long bytes) {
    return ledger == null || ledger.charge(budget, bytes);
  }

  // Not of interest here: the call has a deadline of its own.

  @Override
  protected void sent() {}

  @Override
  protected void waits(boolean waiting) {}

  @Override
  protected void wanted() {}
}
