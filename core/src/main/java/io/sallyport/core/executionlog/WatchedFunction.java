package io.sallyport.core.executionlog;

import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.FunctionCall;
import io.sallyport.core.pipeline.LambdaFunction;

/** A function whose calls are logged where the log tells of them, and else only passed on. */
final class WatchedFunction implements LambdaFunction {

  private final ExecutionLog log;
  private final LambdaFunction function;
  private final String address;

  /**
   * @param arn what the function is called by
   */
  WatchedFunction(ExecutionLog log, LambdaFunction function, String arn) {
    this.log = log;
    this.function = function;
    this.address = FunctionAddress.of(arn);
  }

  @Override
  public Runnable invoke(FunctionCall call, Receiver receiver) {
    return function.invoke(call, receiver);
  }

  @Override
  public Runnable invoke(FunctionCall call, Role role, Exchange exchange, Receiver receiver) {
    ExecutionLogSettings now = log.settings();
    if (!isTold(role, now) || !log.logs(exchange)) {
      return function.invoke(call, role, exchange, receiver);
    }
    WatchedInvocation watched =
        new WatchedInvocation(log, now, address, call, role, exchange, receiver);
    watched.begins();
    return function.invoke(call, role, exchange, watched);
  }

  /** All that is told of an authorizer's call is data. */
  private static boolean isTold(Role role, ExecutionLogSettings now) {
    return switch (role) {
      case INTEGRATION -> now.logsAll();
      case AUTHORIZER -> now.logsData();
    };
  }
}
