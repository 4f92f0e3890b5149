package io.sallyport.core.integration;

import io.sallyport.core.language.MockStatus;
import io.sallyport.core.message.Answer;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Now;
import io.sallyport.core.message.Outcome;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Integration;
import io.sallyport.core.values.BoundTemplate;
import java.util.IdentityHashMap;
import java.util.OptionalInt;

/**
 * MOCK: the gateway answers by itself. The request template gives a status, the status selects the
 * integration response. Needs no body and does not wait; refuses with 500 a request that no
 * template gives a status. See the API Gateway guide, "Set up mock integrations".
 */
public final class MockIntegration implements Integration {

  private final RequestTemplates templates;
  private final ResponseSelection responses;

  /** The statuses of templates that are always the same. */
  private final IdentityHashMap<BoundTemplate, OptionalInt> fixed = new IdentityHashMap<>();

  public MockIntegration(RequestTemplates templates, ResponseSelection responses) {
    this.templates = templates;
    this.responses = responses;
    for (BoundTemplate template : templates.byType().values()) {
      String text = template.fixedText();
      if (text != null) {
        fixed.put(template, MockStatus.of(text));
      }
    }
  }

  @Override
  public Outcome<Answer> integrate(Exchange exchange) {
    return new Now<>(answer(exchange));
  }

  private Answer answer(Exchange exchange) {
    BoundTemplate template = templates.choose(exchange);
    if (template == null) {
      return Failures.misconfigured("no request template gives a `statusCode`");
    }
    OptionalInt known = fixed.get(template);
    OptionalInt status = known != null ? known : MockStatus.of(template.text(exchange));
    if (status.isEmpty()) {
      return Failures.misconfigured("the request template gives no `statusCode`");
    }
    MappedResponse selected = responses.select(status.getAsInt());
    return selected == null
        ? Failures.misconfigured(ResponseSelection.noMatch(status.getAsInt()))
        : selected.answer(exchange, HeaderList.EMPTY, Body.EMPTY);
  }
}
