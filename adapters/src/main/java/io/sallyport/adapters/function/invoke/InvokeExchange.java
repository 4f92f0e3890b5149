package io.sallyport.adapters.function.invoke;

import io.sallyport.adapters.aws.CredentialSource.Unavailable;
import io.sallyport.adapters.aws.Signing;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.pipeline.FunctionCall;
import io.sallyport.core.pipeline.FunctionCall.InvocationType;
import io.sallyport.core.pipeline.FunctionFailure;
import io.sallyport.core.pipeline.FunctionFailure.Kind;
import io.sallyport.core.pipeline.LambdaFunction.Receiver;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of an Invoke API: its request, its answer, and the time it has. */
final class InvokeExchange {

  private static final Logger LOG = LoggerFactory.getLogger(InvokeExchange.class);

  /** Bytes of an answer: 6 MB, and 100 more, as Lambda has it. */
  private static final int MAX_RESPONSE = 6 * 1024 * 1024 + 100;

  private final InvokeClient client;
  private final URI uri;
  private final Signing signing;
  private final FunctionCall call;
  private final Receiver receiver;
  private final Runnable ended;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile @Nullable Future<?> timer;
  private volatile @Nullable CompletableFuture<?> answer;

  /**
   * @param ended called once, when the call is over in any way
   */
  InvokeExchange(
      InvokeClient client,
      URI uri,
      Signing signing,
      FunctionCall call,
      Receiver receiver,
      Runnable ended) {
    this.client = client;
    this.uri = uri;
    this.signing = signing;
    this.call = call;
    this.receiver = receiver;
    this.ended = ended;
  }

  void send() {
    if (over.get()) {
      return;
    }
    timer = client.after(call.patience(), this::outwaited);
    try {
      CompletableFuture<HttpResponse<Optional<Bytes>>> sent =
          client.http().sendAsync(request(), _ -> new LimitedBody(MAX_RESPONSE));
      answer = sent;
      var _ = sent.whenComplete(this::answered);
    } catch (Unavailable e) {
      fail(Kind.NOT_PERMITTED, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("a call of {} could not be made", uri, e);
      fail(Kind.UNREACHABLE, "the call could not be made");
    }
    if (over.get()) {
      stop();
    }
  }

  /** Nobody waits any more. */
  void cancel() {
    if (end()) {
      stop();
    }
  }

  private HttpRequest request() throws Unavailable {
    byte[] payload = call.payload().array();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put(
        "X-Amz-Invocation-Type", call.type() == InvocationType.EVENT ? "Event" : "RequestResponse");
    headers.putAll(signing.sign("POST", uri, headers, payload));
    if (!call.trace().isEmpty()) {
      // Not signed: proxies on the way write it anew.
      headers.put("X-Amzn-Trace-Id", call.trace());
    }
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(uri).POST(BodyPublishers.ofByteArray(payload));
    headers.forEach(builder::header);
    return builder.build();
  }

  private void answered(
      @Nullable HttpResponse<Optional<Bytes>> response, @Nullable Throwable failure) {
    if (!end()) {
      return;
    }
    tell(() -> {
      if (response == null) {
        receiver.failed(InvokeAnswers.unreachable(uri, cause(failure)));
      } else {
        InvokeAnswers.read(response, call.type(), receiver);
      }
    });
  }

  private void outwaited() {
    fail(Kind.TIMEOUT, "`" + uri.getHost() + "` gave no answer while it was waited for");
    stop();
  }

  private void fail(Kind kind, String reason) {
    if (end()) {
      tell(() -> receiver.failed(new FunctionFailure(kind, reason)));
    }
  }

  private boolean end() {
    if (!over.compareAndSet(false, true)) {
      return false;
    }
    Future<?> running = timer;
    if (running != null) {
      running.cancel(false);
    }
    ended.run();
    return true;
  }

  private void stop() {
    CompletableFuture<?> pending = answer;
    if (pending != null) {
      pending.cancel(true);
    }
  }

  private static @Nullable Throwable cause(@Nullable Throwable failure) {
    return failure instanceof CompletionException wrapped && wrapped.getCause() != null
        ? wrapped.getCause()
        : failure;
  }

  private static void tell(Runnable told) {
    try {
      told.run();
    } catch (RuntimeException e) {
      LOG.error("a receiver of a function's result failed", e);
    }
  }
}
