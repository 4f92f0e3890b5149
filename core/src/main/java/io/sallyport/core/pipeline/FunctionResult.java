package io.sallyport.core.pipeline;

import io.sallyport.core.message.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What a call of a Lambda function gave back.
 *
 * @param status the status of the Invoke operation: 200, or 202 for {@link
 *     FunctionCall.InvocationType#EVENT}
 * @param payload what the function returned, a JSON text; where it failed, an object with {@code
 *     errorMessage} and {@code errorType}
 * @param error {@code X-Amz-Function-Error}: {@code Handled} or {@code Unhandled}; null when the
 *     function did not fail
 * @param requestId the id of the call
 */
public record FunctionResult(int status, Bytes payload, @Nullable String error, String requestId) {}
