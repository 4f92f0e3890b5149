package io.sallyport.core.executionlog;

import io.sallyport.core.message.Body;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.Headers;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Upstream;
import io.sallyport.core.pipeline.UpstreamFailure;
import io.sallyport.core.pipeline.UpstreamRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call of an endpoint that is logged. With data trace a body of known and moderate length is
 * held before it is passed on, so that it can be logged; every other body streams as it would
 * without the log.
 */
final class WatchedCall implements Upstream.Receiver, Runnable {

  /** The longest body that is held for the log, in bytes. */
  static final int LONGEST_BODY = 64 * 1024;

  private final ExecutionLog log;
  private final ExecutionLogSettings settings;
  private final Upstream upstream;
  private final BodyBudget budget;
  private final UpstreamRequest request;
  private final Exchange exchange;
  private final Upstream.Receiver receiver;
  private final long beginNanos;
  private @Nullable Runnable stop;
  private boolean stopped;

  WatchedCall(
      ExecutionLog log,
      ExecutionLogSettings settings,
      Upstream upstream,
      BodyBudget budget,
      UpstreamRequest request,
      Exchange exchange,
      Upstream.Receiver receiver) {
    this.log = log;
    this.settings = settings;
    this.upstream = upstream;
    this.budget = budget;
    this.request = request;
    this.exchange = exchange;
    this.receiver = receiver;
    this.beginNanos = log.nanos();
  }

  void start() {
    if (!settings.logsData()) {
      stop = upstream.send(request, exchange, this);
      return;
    }
    held(request.body(), this::send);
  }

  @Override
  public void run() {
    stopped = true;
    if (stop != null) {
      stop.run();
    }
  }

  @Override
  public void answered(int status, Headers headers, Body body) {
    long millis = (log.nanos() - beginNanos) / 1_000_000;
    if (!settings.logsData()) {
      Events out = log.start(exchange, settings);
      log.append(exchange, out.received(status, millis));
      receiver.answered(status, headers, body);
    } else if (request.method().equals("HEAD")) {
      answered(status, millis, headers, body);
    } else {
      held(body, known -> answered(status, millis, headers, known));
    }
  }

  @Override
  public void failed(UpstreamFailure failure) {
    receiver.failed(failure);
  }

  @Override
  public void refused(Refusal refusal) {
    receiver.refused(refusal);
  }

  private void answered(int status, long millis, Headers headers, Body body) {
    Events out = log.start(exchange, settings).received(status, millis);
    out.headers("Endpoint response headers: ", headers);
    out.body(
        "Endpoint response body before transformations: ",
        body,
        headers.last(KnownHeader.CONTENT_ENCODING));
    log.append(exchange, out);
    receiver.answered(status, headers, body);
  }

  private void send(Body body) {
    UpstreamRequest sent = with(body);
    if (exchange.caller().inLoop()) {
      sending(sent);
    } else {
      exchange.caller().execute(() -> sending(sent));
    }
    stop = upstream.send(sent, exchange, this);
  }

  @SuppressWarnings("ReferenceEquality") // whether it is the caller's own body that goes on
  private void sending(UpstreamRequest sent) {
    Events out = log.start(exchange, settings);
    String origin = (sent.endpoint().secure() ? "https://" : "http://") + sent.host();
    Headers asked = exchange.request().headers();
    boolean same = request.body() == exchange.body();
    out.body(
        "Method request body before transformations: ",
        same ? sent.body() : exchange.body(),
        asked.last(KnownHeader.CONTENT_ENCODING));
    out.address("Endpoint request URI: ", origin, sent.target());
    out.fields(
        "Endpoint request headers: ", sent.host(), sent.headers(), sent.rules(), sent.edits());
    out.body(
        "Endpoint request body after transformations: ", sent.body(), Fields.contentEncoding(sent));
    out.address("Sending request to ", origin, sent.target());
    log.append(exchange, out);
  }

  /** Calls {@code then} with the body in memory where it may be held, else as it is. */
  private void held(Body body, Consumer<Body> then) {
    if (body instanceof Bytes || body.length() <= 0 || body.length() > LONGEST_BODY) {
      then.accept(body);
      return;
    }
    body.hold(
        LONGEST_BODY,
        budget,
        new Body.Holder() {
          @Override
          public void held(Bytes bytes) {
            if (!stopped) {
              then.accept(bytes);
            }
          }

          @Override
          public void refused(Refusal refusal) {
            body.discard();
            if (!stopped) {
              receiver.refused(refusal);
            }
          }
        });
  }

  @SuppressWarnings("ReferenceEquality") // a body that was not held is the request's own
  private UpstreamRequest with(Body body) {
    return body == request.body()
        ? request
        : new UpstreamRequest(
            request.endpoint(),
            request.method(),
            request.target(),
            request.host(),
            request.headers(),
            request.rules(),
            request.edits(),
            body,
            request.limit(),
            request.protocol());
  }
}
