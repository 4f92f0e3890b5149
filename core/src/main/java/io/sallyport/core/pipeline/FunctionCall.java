package io.sallyport.core.pipeline;

import io.sallyport.core.message.Bytes;
import java.time.Duration;

/**
 * A call of a Lambda function. See the Lambda API reference, "Invoke".
 *
 * @param payload the event, a JSON text
 * @param type whether the function's answer is waited for
 * @param requestId of the exchange the call is made for; for the function's logs
 * @param trace the value of {@code X-Amzn-Trace-Id}; empty for none
 * @param patience how long whoever calls waits at most
 */
public record FunctionCall(
    Bytes payload, InvocationType type, String requestId, String trace, Duration patience) {

  /** Whether the function's answer is waited for. */
  public enum InvocationType {
    REQUEST_RESPONSE,
    /** The event is accepted, status 202, and handled later. */
    EVENT
  }
}
