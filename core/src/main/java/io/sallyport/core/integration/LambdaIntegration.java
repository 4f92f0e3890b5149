package io.sallyport.core.integration;

import io.sallyport.core.message.Answer;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.message.Outcome;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.FunctionCall.InvocationType;
import io.sallyport.core.pipeline.FunctionResult;
import io.sallyport.core.pipeline.Integration;
import io.sallyport.core.values.BoundTemplate;
import io.sallyport.core.values.RequestValue;
import org.jspecify.annotations.Nullable;

/**
 * AWS with a Lambda function: only what is mapped reaches the function, and only what is mapped
 * comes back; a function that fails selects a response by its error message. Holds the body; waits
 * for the function; refuses what no integration response selects, and calls that fail. See the API
 * Gateway guide, "Set up Lambda custom integrations".
 */
public final class LambdaIntegration implements Integration {

  /** An event that says nothing. */
  private static final Bytes NOTHING = Bytes.utf8("{}");

  private final LambdaEndpoint endpoint;
  private final RequestTemplates templates;
  private final ErrorSelection responses;
  private final @Nullable RequestValue invocationType;

  /**
   * @param invocationType the mapped {@code X-Amz-Invocation-Type}; null where none is
   */
  public LambdaIntegration(
      LambdaEndpoint endpoint,
      RequestTemplates templates,
      ErrorSelection responses,
      @Nullable RequestValue invocationType) {
    this.endpoint = endpoint;
    this.templates = templates;
    this.responses = responses;
    this.invocationType = invocationType;
  }

  @Override
  public int holds() {
    return endpoint.holds();
  }

  @Override
  public Outcome<Answer> integrate(Exchange exchange) {
    BoundTemplate template = templates.choose(exchange);
    Bytes event = template == null ? exchange.held() : template.bytes(exchange);
    return endpoint.call(
        exchange, event.length() == 0 ? NOTHING : event, type(exchange), this::read);
  }

  private InvocationType type(Exchange exchange) {
    String mapped = invocationType == null ? null : invocationType.of(exchange);
    return "Event".equals(mapped) ? InvocationType.EVENT : InvocationType.REQUEST_RESPONSE;
  }

  private Answer read(Exchange exchange, FunctionResult result) {
    String error = result.error() == null ? null : FunctionError.message(result.payload());
    return switch (responses.select(error, result.status())) {
      case ErrorSelection.Nothing(String reason) -> Failures.misconfigured(reason);
      case ErrorSelection.Response(MappedResponse selected) -> answer(exchange, result, selected);
    };
  }

  private static Answer answer(Exchange exchange, FunctionResult result, MappedResponse selected) {
    Answer answer = selected.answer(exchange, headers(result), result.payload());
    if (answer instanceof Response response) {
      response.edits().set(KnownHeader.X_AMZN_TRACE_ID, exchange.trace());
    }
    return answer;
  }

  /** The fields of AWS's answer to a call that mappings may name. */
  private static HeaderList headers(FunctionResult result) {
    HeaderList.Builder headers = new HeaderList.Builder();
    headers.add(KnownHeader.X_AMZN_REQUEST_ID.canonical(), result.requestId());
    if (result.error() != null) {
      headers.add("X-Amz-Function-Error", result.error());
    }
    return headers.build();
  }
}
