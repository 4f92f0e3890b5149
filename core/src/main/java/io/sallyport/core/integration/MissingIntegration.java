package io.sallyport.core.integration;

import io.sallyport.core.message.Answer;
import io.sallyport.core.message.Now;
import io.sallyport.core.message.Outcome;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Integration;

/** What cannot be carried out: answers 500 as a misconfigured integration does. */
public final class MissingIntegration implements Integration {

  private final Now<Answer> answer;

  /**
   * @param reason why, for the record
   */
  public MissingIntegration(String reason) {
    this.answer = new Now<>(Failures.misconfigured(reason));
  }

  @Override
  public Outcome<Answer> integrate(Exchange exchange) {
    return answer;
  }
}
