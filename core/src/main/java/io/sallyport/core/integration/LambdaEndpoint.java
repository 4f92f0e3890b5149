package io.sallyport.core.integration;

import io.sallyport.core.message.Answer;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.Now;
import io.sallyport.core.message.Outcome;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.FunctionCall;
import io.sallyport.core.pipeline.FunctionCall.InvocationType;
import io.sallyport.core.pipeline.LambdaFunction;
import java.time.Duration;

/**
 * How an integration reaches its function.
 *
 * @param name the function's ARN, for the record
 * @param limit the longest request body, in bytes
 */
public record LambdaEndpoint(LambdaFunction function, String name, Duration timeout, long limit) {

  /** The longest event a function takes and the longest answer it gives, in bytes: 6 MB. */
  public static final int PAYLOAD_LIMIT = 6 * 1024 * 1024;

  /** The longest event a function takes that is not waited for, in bytes: 256 KB. */
  public static final int EVENT_LIMIT = 256 * 1024;

  /** The largest body held in memory, in bytes: all of it goes into the event. */
  int holds() {
    return (int) Math.min(limit, Integer.MAX_VALUE - 8);
  }

  Outcome<Answer> call(
      Exchange exchange, Bytes event, InvocationType type, LambdaCall.Reading reading) {
    int longest = type == InvocationType.EVENT ? EVENT_LIMIT : PAYLOAD_LIMIT;
    if (event.length() > longest) {
      return new Now<>(
          LambdaFailures.tooLarge(
              "the event has " + event.length() + " bytes, and functions take " + longest));
    }
    FunctionCall call =
        new FunctionCall(event, type, exchange.requestId(), exchange.trace(), timeout);
    return LambdaCall.start(function, call, exchange, reading);
  }
}
