package io.sallyport.core.integration;

import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Verdict;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Step;

/**
 * Refuses with 415 a body that no request template fits and that may not be passed on. Reads the
 * Content-Type; needs no body and does not wait. See the API Gateway guide, "Integration
 * passthrough behaviors".
 */
public record MediaTypeCheck(RequestTemplates templates) implements Step.Mapping {

  @Override
  public Verdict shape(Exchange exchange) {
    if (templates.choose(exchange) != null) {
      return Verdict.PASS;
    }
    Refusal refusal = templates.refusal(exchange);
    return refusal == null ? Verdict.PASS : refusal;
  }
}
