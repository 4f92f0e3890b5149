package io.sallyport.core.pipeline;

import io.sallyport.core.message.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Functions without processes: each call is kept, and answered by what the test says. */
public final class FakeFunctions implements Functions {

  private final List<String> asked = new ArrayList<>();
  private final List<FunctionCall> calls = new ArrayList<>();
  private Consumer<LambdaFunction.Receiver> answer = receiver -> {};
  private LambdaFunction.@Nullable Receiver waiting;
  private int stopped;

  @Override
  public Optional<LambdaFunction> find(String name) {
    asked.add(name);
    return name.contains("nobody") ? Optional.empty() : Optional.of(this::invoke);
  }

  /** Every call from now on is answered by {@code behaviour}, at once. */
  public void does(Consumer<LambdaFunction.Receiver> behaviour) {
    answer = behaviour;
  }

  /** Every call from now on returns {@code json}. */
  public void returns(String json) {
    returns(Bytes.utf8(json));
  }

  public void returns(Bytes payload) {
    does(receiver -> receiver.returned(new FunctionResult(200, payload, null, "call-1")));
  }

  /** Every call from now on fails in the function itself. */
  public void throwing(String json) {
    does(receiver ->
        receiver.returned(new FunctionResult(200, Bytes.utf8(json), "Unhandled", "call-1")));
  }

  /** Every call from now on fails. */
  public void fails(FunctionFailure.Kind kind) {
    does(receiver -> receiver.failed(new FunctionFailure(kind, "as the test says")));
  }

  /** The names that were looked up. */
  public List<String> asked() {
    return asked;
  }

  public List<FunctionCall> calls() {
    return calls;
  }

  /** The last call's event. */
  public String event() {
    return calls.getLast().payload().text();
  }

  /** Answers a call that was left waiting. */
  public void answerLater(Consumer<LambdaFunction.Receiver> behaviour) {
    if (waiting == null) {
      throw new AssertionError("nothing was called");
    }
    behaviour.accept(waiting);
  }

  /** How many calls were given up. */
  public int stopped() {
    return stopped;
  }

  private Runnable invoke(FunctionCall call, LambdaFunction.Receiver receiver) {
    calls.add(call);
    waiting = receiver;
    answer.accept(receiver);
    return () -> stopped++;
  }
}
