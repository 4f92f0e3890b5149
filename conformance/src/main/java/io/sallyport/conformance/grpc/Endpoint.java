package io.sallyport.conformance.grpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;

/** A server of gRPC on a free port, with the service {@link Methods}. */
final class Endpoint implements AutoCloseable {

  static final Metadata.Key<String> TEXT =
      Metadata.Key.of("x-text", Metadata.ASCII_STRING_MARSHALLER);
  static final Metadata.Key<byte[]> BINARY =
      Metadata.Key.of("x-octets-bin", Metadata.BINARY_BYTE_MARSHALLER);
  static final Metadata.Key<String> ENDED =
      Metadata.Key.of("x-ended", Metadata.ASCII_STRING_MARSHALLER);

  /** The longest message either side takes, in bytes. */
  static final int LONGEST = 16 << 20;

  /** What the request was compressed with, as the server got it. */
  static final Metadata.Key<String> ENCODING =
      Metadata.Key.of("x-encoding", Metadata.ASCII_STRING_MARSHALLER);

  private static final Metadata.Key<String> SENT_ENCODING =
      Metadata.Key.of("grpc-encoding", Metadata.ASCII_STRING_MARSHALLER);

  /** Has a permit for each call that was cancelled. */
  final Semaphore cancelled = new Semaphore(0);

  private final Server server;

  private Endpoint(NettyServerBuilder builder, Methods methods) throws IOException {
    ServerServiceDefinition service =
        ServerServiceDefinition.builder(methods.service())
            .addMethod(methods.echo(), ServerCalls.asyncUnaryCall(Endpoint::echo))
            .addMethod(methods.count(), ServerCalls.asyncServerStreamingCall(Endpoint::count))
            .addMethod(methods.join(), ServerCalls.asyncClientStreamingCall(Endpoint::join))
            .addMethod(methods.talk(), ServerCalls.asyncBidiStreamingCall(Endpoint::talk))
            .addMethod(methods.fail(), ServerCalls.asyncUnaryCall(Endpoint::fail))
            .addMethod(methods.failLate(), ServerCalls.asyncServerStreamingCall(Endpoint::failLate))
            .addMethod(methods.sleep(), ServerCalls.asyncUnaryCall(this::sleep))
            .addMethod(methods.stall(), ServerCalls.asyncServerStreamingCall(this::stall))
            .build();
    this.server =
        builder
            .addService(ServerInterceptors.intercept(service, new Mirror()))
            .maxInboundMessageSize(LONGEST)
            .build()
            .start();
  }

  static Endpoint plain(Methods methods) throws IOException {
    return new Endpoint(builder(), methods);
  }

  static Endpoint secure(Methods methods, File certificate, File key) throws IOException {
    return new Endpoint(builder().useTransportSecurity(certificate, key), methods);
  }

  private static NettyServerBuilder builder() {
    return NettyServerBuilder.forAddress(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private static void echo(byte[] request, StreamObserver<byte[]> answer) {
    answer.onNext(request);
    answer.onCompleted();
  }

  private static void count(byte[] request, StreamObserver<byte[]> answer) {
    int number = Integer.parseInt(text(request));
    for (int i = 0; i < number; i++) {
      answer.onNext(bytes("message " + i));
    }
    answer.onCompleted();
  }

  private static StreamObserver<byte[]> join(StreamObserver<byte[]> answer) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    return new Messages(all::writeBytes) {
      @Override
      public void onCompleted() {
        answer.onNext(all.toByteArray());
        answer.onCompleted();
      }
    };
  }

  private static StreamObserver<byte[]> talk(StreamObserver<byte[]> answer) {
    return new Messages(message -> answer.onNext(bytes("re: " + text(message)))) {
      @Override
      public void onCompleted() {
        answer.onCompleted();
      }
    };
  }

  private static void fail(byte[] request, StreamObserver<byte[]> answer) {
    Metadata trailers = new Metadata();
    trailers.put(BINARY, request);
    answer.onError(
        Status.FAILED_PRECONDITION.withDescription("not now: ü").asRuntimeException(trailers));
  }

  private static void failLate(byte[] request, StreamObserver<byte[]> answer) {
    answer.onNext(request);
    answer.onNext(request);
    fail(request, answer);
  }

  private void sleep(byte[] request, StreamObserver<byte[]> answer) {
    ((ServerCallStreamObserver<byte[]>) answer).setOnCancelHandler(cancelled::release);
  }

  private void stall(byte[] request, StreamObserver<byte[]> answer) {
    sleep(request, answer);
    answer.onNext(request);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Sends the caller's metadata back before the messages, and compresses as it did. */
  private static final class Mirror implements ServerInterceptor {

    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
        ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
      String encoding = headers.get(SENT_ENCODING);
      ServerCall<A, B> mirrored =
          new SimpleForwardingServerCall<A, B>(call) {
            @Override
            public void sendHeaders(Metadata sent) {
              copy(headers, TEXT, sent);
              copy(headers, BINARY, sent);
              if (encoding != null) {
                sent.put(ENCODING, encoding);
                setCompression(encoding);
              }
              super.sendHeaders(sent);
            }

            @Override
            public void close(Status status, Metadata trailers) {
              trailers.put(ENDED, "yes");
              super.close(status, trailers);
            }
          };
      return next.startCall(mirrored, headers);
    }

    private static <T> void copy(Metadata from, Metadata.Key<T> key, Metadata to) {
      T value = from.get(key);
      if (value != null) {
        to.put(key, value);
      }
    }
  }
}
