package io.sallyport.core.pipeline;

import io.sallyport.core.message.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an exchange once it is over.
 *
 * @param status the status sent to the caller; 0 when none was
 * @param responseLength bytes of the response body that were written
 * @param latencyNanos from the first byte of the request to the last of the response
 * @param integrationNanos the integration's part of that; -1 when it was not called
 * @param integrationStatus the integration's status; 0 when it gave none
 * @param refusal why the request was not served, or null when it was
 */
public record ExchangeRecord(
    Exchange exchange,
    Ending ending,
    int status,
    long responseLength,
    long latencyNanos,
    long integrationNanos,
    int integrationStatus,
    @Nullable Refusal refusal) {}
