package io.sallyport.core.compile;

import io.sallyport.core.message.Bytes;
import io.sallyport.core.pipeline.FunctionCall;
import io.sallyport.core.pipeline.FunctionFailure;
import io.sallyport.core.pipeline.FunctionResult;
import io.sallyport.core.pipeline.LambdaFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A function that answers what a test says, at once or when the test says so. */
final class FakeFunction implements LambdaFunction {

  private final List<FunctionCall> calls = new ArrayList<>();
  private final List<Receiver> held = new ArrayList<>();
  private @Nullable Consumer<Receiver> answer;
  private int stopped;

  /** From now on it returns {@code json}. */
  FakeFunction returns(String json) {
    return answers(result(json, null));
  }

  /** From now on it fails with {@code message}. */
  FakeFunction raises(String message) {
    return answers(
        result("{\"errorMessage\":\"" + message + "\",\"errorType\":\"Error\"}", "Unhandled"));
  }

  FakeFunction fails(FunctionFailure.Kind kind) {
    return answers(receiver -> receiver.failed(new FunctionFailure(kind, "it is " + kind)));
  }

  FakeFunction answers(Consumer<Receiver> how) {
    answer = how;
    return this;
  }

  /** From now on it keeps who calls waiting. */
  FakeFunction hangs() {
    answer = null;
    return this;
  }

  static Consumer<Receiver> result(String json, @Nullable String error) {
    return receiver ->
        receiver.returned(new FunctionResult(200, Bytes.utf8(json), error, "function-call-1"));
  }

  @Override
  public Runnable invoke(FunctionCall call, Receiver receiver) {
    Consumer<Receiver> known;
    synchronized (this) {
      calls.add(call);
      known = answer;
      if (known == null) {
        held.add(receiver);
      }
    }
    if (known != null) {
      known.accept(receiver);
    }
    return () -> stopped++;
  }

  /** Answers everybody who was kept waiting. */
  void release(Consumer<Receiver> how) {
    List<Receiver> waiting;
    synchronized (this) {
      waiting = List.copyOf(held);
      held.clear();
    }
    waiting.forEach(how);
  }

  synchronized List<FunctionCall> calls() {
    return List.copyOf(calls);
  }

  String lastEvent() {
    return calls().getLast().payload().text();
  }

  int stopped() {
    return stopped;
  }
}
