package io.sallyport.conformance.grpc;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The methods of one service; their messages are bytes, so that nothing has to be generated.
 *
 * @param service the name, which is the first segment of every path
 */
record Methods(String service) {

  MethodDescriptor<byte[], byte[]> echo() {
    return method(MethodType.UNARY, "Echo");
  }

  /** Answers as many messages as the request says. */
  MethodDescriptor<byte[], byte[]> count() {
    return method(MethodType.SERVER_STREAMING, "Count");
  }

  /** Answers all messages in one. */
  MethodDescriptor<byte[], byte[]> join() {
    return method(MethodType.CLIENT_STREAMING, "Join");
  }

  /** Answers each message. */
  MethodDescriptor<byte[], byte[]> talk() {
    return method(MethodType.BIDI_STREAMING, "Talk");
  }

  /** Fails without a message. */
  MethodDescriptor<byte[], byte[]> fail() {
    return method(MethodType.UNARY, "Fail");
  }

  /** Fails behind two messages. */
  MethodDescriptor<byte[], byte[]> failLate() {
    return method(MethodType.SERVER_STREAMING, "FailLate");
  }

  /** Never answers. */
  MethodDescriptor<byte[], byte[]> sleep() {
    return method(MethodType.UNARY, "Sleep");
  }

  /** Sends one message and then no more. */
  MethodDescriptor<byte[], byte[]> stall() {
    return method(MethodType.SERVER_STREAMING, "Stall");
  }

  private MethodDescriptor<byte[], byte[]> method(MethodType type, String name) {
    return MethodDescriptor.newBuilder(Raw.INSTANCE, Raw.INSTANCE)
        .setType(type)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(service, name))
        .build();
  }

  private enum Raw implements MethodDescriptor.Marshaller<byte[]> {
    INSTANCE;

    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
