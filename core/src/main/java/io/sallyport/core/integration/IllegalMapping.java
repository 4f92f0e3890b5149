package io.sallyport.core.integration;

import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Verdict;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Step;

/**
 * Refuses every request with 500 because the request mapping sets what only the gateway may, as AWS
 * does. Reads nothing and does not wait. See the API Gateway guide, "Important notes".
 */
public final class IllegalMapping implements Step.Mapping {

  private final Refusal refusal;

  /**
   * @param reason what is wrong, for the record
   */
  public IllegalMapping(String reason) {
    this.refusal = Failures.misconfigured(reason);
  }

  @Override
  public Verdict shape(Exchange exchange) {
    return refusal;
  }
}
