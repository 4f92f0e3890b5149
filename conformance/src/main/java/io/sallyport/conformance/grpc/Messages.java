package io.sallyport.conformance.grpc;

import io.grpc.stub.StreamObserver;
import java.util.function.Consumer;

/** Takes the messages of one direction; that it ends, or breaks off, is of no interest. */
class Messages implements StreamObserver<byte[]> {

  private final Consumer<byte[]> taker;

  Messages(Consumer<byte[]> taker) {
    this.taker = taker;
  }

  @Override
  public void onNext(byte[] message) {
    taker.accept(message);
  }

  @Override
  public void onError(Throwable cause) {}

  @Override
  public void onCompleted() {}
}
