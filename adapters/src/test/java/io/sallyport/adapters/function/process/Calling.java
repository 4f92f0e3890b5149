package io.sallyport.adapters.function.process;

import io.sallyport.core.message.Bytes;
import io.sallyport.core.pipeline.FunctionCall;
import io.sallyport.core.pipeline.FunctionCall.InvocationType;
import io.sallyport.core.pipeline.FunctionFailure;
import io.sallyport.core.pipeline.FunctionResult;
import io.sallyport.core.pipeline.LambdaFunction;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Calls a function and waits for what becomes of it. */
final class Calling {

  static final Duration PATIENCE = Duration.ofSeconds(29);

  private Calling() {}

  /** How a call ended. */
  sealed interface Ending {}

  record Returned(FunctionResult result) implements Ending {}

  record Failed(FunctionFailure failure) implements Ending {}

  static CompletableFuture<Ending> start(LambdaFunction function, FunctionCall call) {
    CompletableFuture<Ending> ending = new CompletableFuture<>();
    function.invoke(
        call,
        new LambdaFunction.Receiver() {
          @Override
          public void returned(FunctionResult result) {
            end(new Returned(result));
          }

          @Override
          public void failed(FunctionFailure failure) {
            end(new Failed(failure));
          }

          private void end(Ending one) {
            if (!ending.complete(one)) {
              throw new AssertionError("told twice: " + one);
            }
          }
        });
    return ending;
  }

  static FunctionCall call(String payload) {
    return call(payload, InvocationType.REQUEST_RESPONSE, PATIENCE);
  }

  static FunctionCall call(String payload, InvocationType type, Duration patience) {
    return new FunctionCall(Bytes.utf8(payload), type, "req-1", "Root=1-2-3", patience);
  }

  static Ending ending(LambdaFunction function, String payload) {
    return await(start(function, call(payload)));
  }

  static Ending await(CompletableFuture<Ending> ending) {
    return ending.orTimeout(60, TimeUnit.SECONDS).join();
  }

  /** What the function returned; it must not have failed. */
  static String payload(LambdaFunction function, String payload) {
    FunctionResult result = result(function, payload);
    if (result.error() != null) {
      throw new AssertionError(result.error() + " " + text(result));
    }
    return text(result);
  }

  /** The payload of an error, after {@code Unhandled}. */
  static String error(LambdaFunction function, String payload) {
    FunctionResult result = result(function, payload);
    return result.error() + " " + text(result);
  }

  static FunctionResult result(LambdaFunction function, String payload) {
    return switch (ending(function, payload)) {
      case Returned(FunctionResult result) -> result;
      case Failed(FunctionFailure failure) -> throw new AssertionError(failure.toString());
    };
  }

  static FunctionFailure failure(Ending ending) {
    return switch (ending) {
      case Returned(FunctionResult result) -> throw new AssertionError(text(result));
      case Failed(FunctionFailure failure) -> failure;
    };
  }

  private static String text(FunctionResult result) {
    return result.payload().text();
  }
}
