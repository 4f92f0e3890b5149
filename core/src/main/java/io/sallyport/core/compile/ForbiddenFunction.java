package io.sallyport.core.compile;

import io.sallyport.core.pipeline.FunctionCall;
import io.sallyport.core.pipeline.FunctionFailure;
import io.sallyport.core.pipeline.LambdaFunction;

/** A function whose policy does not let the gateway call it: every call fails in the same way. */
final class ForbiddenFunction implements LambdaFunction {

  private final FunctionFailure failure;

  ForbiddenFunction(String arn) {
    failure =
        new FunctionFailure(
            FunctionFailure.Kind.NOT_PERMITTED,
            "Invalid permissions on Lambda function: no `AWS::Lambda::Permission` lets API Gateway"
                + " call `"
                + arn
                + "` for this");
  }

  @Override
  public Runnable invoke(FunctionCall call, Receiver receiver) {
    receiver.failed(failure);
    return () -> {};
  }
}
