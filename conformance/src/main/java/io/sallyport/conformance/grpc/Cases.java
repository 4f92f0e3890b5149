package io.sallyport.conformance.grpc;

import static io.sallyport.conformance.grpc.Endpoint.bytes;
import static io.sallyport.conformance.grpc.Endpoint.text;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.sallyport.conformance.grpc.Caller.Seen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a client may expect of a gateway between it and its server. */
final class Cases {

  private static final long PATIENCE_SECONDS = 20;

  /** One case; it fails by an exception. */
  interface Case {
    void run() throws Exception;
  }

  private final Caller caller;
  private final Methods methods;
  private final Endpoint endpoint;

  Cases(Caller caller, Endpoint endpoint) {
    this.caller = caller;
    this.methods = caller.methods();
    this.endpoint = endpoint;
  }

  /** The cases by name, in order. */
  Map<String, Case> all() {
    Map<String, Case> all = new LinkedHashMap<>();
    all.put("unary", this::unary);
    all.put("server_streaming", this::serverStreaming);
    all.put("client_streaming", this::clientStreaming);
    all.put("bidirectional_interleaved", this::interleaved);
    all.put("bidirectional_2000_messages", this::manyMessages);
    all.put("metadata_both_ways", this::metadata);
    all.put("error_status_without_messages", this::trailersOnly);
    all.put("error_status_behind_messages", this::failsLate);
    all.put("deadline", this::deadline);
    all.put("cancel_before_an_answer", () -> cancel(methods.sleep(), false));
    all.put("cancel_inside_an_answer", () -> cancel(methods.stall(), true));
    all.put("message_of_1_MB", () -> large(1 << 20));
    all.put("message_of_5_MB", () -> large(5 << 20));
    all.put("gzip", this::gzip);
    all.put("concurrent_unary_1000", this::concurrent);
    all.put("request_longer_than_10_MB", this::tooLong);
    return all;
  }

  private void unary() {
    check("hello", text(call(CallOptions.DEFAULT, bytes("hello"))));
  }

  private byte[] call(CallOptions options, byte[] request) {
    return ClientCalls.blockingUnaryCall(
        caller.channel(), methods.echo(), patient(options), request);
  }

  private static CallOptions patient(CallOptions options) {
    return options.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private void serverStreaming() {
    Iterator<byte[]> answers =
        ClientCalls.blockingServerStreamingCall(
            caller.channel(), methods.count(), patient(CallOptions.DEFAULT), bytes("500"));
    for (int i = 0; i < 500; i++) {
      check("message " + i, text(answers.next()));
    }
    check(false, answers.hasNext());
  }

  private void clientStreaming() throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    StreamObserver<byte[]> request =
        ClientCalls.asyncClientStreamingCall(
            call(methods.join()), new Messages(message -> answer.complete(text(message))));
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      request.onNext(bytes("part " + i));
      expected.append("part ").append(i);
    }
    request.onCompleted();
    check(expected.toString(), answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  private ClientCall<byte[], byte[]> call(io.grpc.MethodDescriptor<byte[], byte[]> method) {
    return caller.channel().newCall(method, patient(CallOptions.DEFAULT));
  }

  private void interleaved() throws Exception {
    talk(5);
  }

  private void manyMessages() throws Exception {
    talk(2_000);
  }

  /** Sends each message only when the answer to the one before has been read. */
  private void talk(int messages) throws Exception {
    BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    CompletableFuture<String> end = new CompletableFuture<>();
    StreamObserver<byte[]> request =
        ClientCalls.asyncBidiStreamingCall(
            call(methods.talk()),
            new Messages(message -> answers.add(text(message))) {
              @Override
              public void onError(Throwable cause) {
                end.completeExceptionally(cause);
              }

              @Override
              public void onCompleted() {
                end.complete("ended");
              }
            });
    for (int i = 0; i < messages; i++) {
      request.onNext(bytes("m" + i));
      check("re: m" + i, answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }
    check(false, end.isDone());
    request.onCompleted();
    check("ended", end.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  private void metadata() {
    Metadata sent = new Metadata();
    byte[] octets = new byte[256];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) i;
    }
    sent.put(Endpoint.TEXT, "a b, c");
    sent.put(Endpoint.BINARY, octets);
    Seen seen = caller.sending(sent);
    ClientCalls.blockingUnaryCall(
        seen.channel(), methods.echo(), patient(CallOptions.DEFAULT), bytes("hello"));
    Metadata headers = Objects.requireNonNull(seen.headers().get(), "no headers");
    check("a b, c", headers.get(Endpoint.TEXT));
    check(true, Arrays.equals(octets, headers.get(Endpoint.BINARY)));
    check("yes", Objects.requireNonNull(seen.trailers().get()).get(Endpoint.ENDED));
  }

  private void trailersOnly() {
    Seen seen = caller.sending(new Metadata());
    Status status =
        statusOf(() ->
            ClientCalls.blockingUnaryCall(
                seen.channel(), methods.fail(), patient(CallOptions.DEFAULT), bytes("\u0000ü")));
    check(Code.FAILED_PRECONDITION, status.getCode());
    check("not now: ü", status.getDescription());
    check(null, seen.headers().get());
    detail(seen);
  }

  private void failsLate() {
    Seen seen = caller.sending(new Metadata());
    Iterator<byte[]> answers =
        ClientCalls.blockingServerStreamingCall(
            seen.channel(), methods.failLate(), patient(CallOptions.DEFAULT), bytes("\u0000ü"));
    check("\u0000ü", text(answers.next()));
    check("\u0000ü", text(answers.next()));
    Status status = statusOf(() -> check(false, answers.hasNext()));
    check(Code.FAILED_PRECONDITION, status.getCode());
    check("not now: ü", status.getDescription());
    detail(seen);
  }

  /** The details of an error came behind it, octet by octet. */
  private static void detail(Seen seen) {
    Metadata trailers = Objects.requireNonNull(seen.trailers().get(), "no trailers");
    byte[] octets = Objects.requireNonNull(trailers.get(Endpoint.BINARY), "no details");
    check("\u0000ü", text(octets));
  }

  private void deadline() throws Exception {
    endpoint.cancelled.drainPermits();
    Status status =
        statusOf(() ->
            ClientCalls.blockingUnaryCall(
                caller.channel(),
                methods.sleep(),
                CallOptions.DEFAULT.withDeadlineAfter(300, TimeUnit.MILLISECONDS),
                bytes("hello")));
    check(Code.DEADLINE_EXCEEDED, status.getCode());
    cancelledAtTheServer(endpoint.cancelled);
  }

  private void cancel(io.grpc.MethodDescriptor<byte[], byte[]> method, boolean answered)
      throws Exception {
    endpoint.cancelled.drainPermits();
    ClientCall<byte[], byte[]> call = call(method);
    CompletableFuture<String> first = new CompletableFuture<>();
    ClientCalls.asyncServerStreamingCall(
        call, bytes("hello"), new Messages(message -> first.complete(text(message))));
    if (answered) {
      check("hello", first.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } else {
      // Long enough for the request to be at the server; nothing tells the client.
      Thread.sleep(200);
    }
    call.cancel("no longer wanted", null);
    cancelledAtTheServer(endpoint.cancelled);
  }

  private static void cancelledAtTheServer(Semaphore cancelled) throws InterruptedException {
    if (!cancelled.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the server did not see that the call was cancelled");
    }
  }

  private void large(int length) {
    byte[] message = new byte[length];
    for (int i = 0; i < length; i++) {
      message[i] = (byte) (i * 31 + (i >>> 8));
    }
    check(true, Arrays.equals(message, call(CallOptions.DEFAULT, message)));
  }

  private void gzip() {
    Seen seen = caller.sending(new Metadata());
    byte[] message = bytes("again and ".repeat(10_000));
    byte[] answer =
        ClientCalls.blockingUnaryCall(
            seen.channel(),
            methods.echo(),
            patient(CallOptions.DEFAULT.withCompression("gzip")),
            message);
    check(true, Arrays.equals(message, answer));
    Metadata headers = Objects.requireNonNull(seen.headers().get(), "no headers");
    check("gzip", headers.get(Endpoint.ENCODING));
    check("gzip", headers.get(Metadata.Key.of("grpc-encoding", Metadata.ASCII_STRING_MARSHALLER)));
  }

  private void concurrent() throws Exception {
    List<Future<byte[]>> answers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      answers.add(ClientCalls.futureUnaryCall(call(methods.echo()), bytes("call " + i)));
    }
    for (int i = 0; i < answers.size(); i++) {
      check("call " + i, text(answers.get(i).get(PATIENCE_SECONDS, TimeUnit.SECONDS)));
    }
  }

  /** The gateway's limit holds; what a client makes of its 413 is UNKNOWN. */
  private void tooLong() {
    Status status = statusOf(() -> call(CallOptions.DEFAULT, new byte[11 << 20]));
    check(Code.UNKNOWN, status.getCode());
    names(status, "413");
  }

  /** The status with which {@code call} fails. */
  static Status statusOf(Runnable call) {
    try {
      call.run();
    } catch (StatusRuntimeException e) {
      return e.getStatus();
    }
    throw new AssertionError("the call succeeded");
  }

  static void names(Status status, String part) {
    if (!String.valueOf(status.getDescription()).contains(part)) {
      throw new AssertionError("expected a description with " + part + ", got " + status);
    }
  }

  static void check(@Nullable Object expected, @Nullable Object actual) {
    if (!Objects.equals(expected, actual)) {
      throw new AssertionError("expected " + expected + ", got " + actual);
    }
  }
}
