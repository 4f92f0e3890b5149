package io.sallyport.core.integration;

import io.sallyport.core.message.Answer;
import io.sallyport.core.message.Outcome;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.FunctionCall.InvocationType;
import io.sallyport.core.pipeline.FunctionResult;
import io.sallyport.core.pipeline.Integration;

/**
 * AWS_PROXY with a Lambda function: the function gets the request as an event, and what it returns
 * is the response. Holds the body; waits for the function; refuses events of more than 6 MB,
 * answers that are none, functions that fail, are throttled, are not there or do not answer in
 * time. See the API Gateway guide, "Lambda proxy integrations in API Gateway" and "Create AWS
 * Lambda proxy integrations for HTTP APIs".
 */
public final class LambdaProxyIntegration implements Integration {

  private final LambdaEndpoint endpoint;
  private final ProxyFormat format;

  public LambdaProxyIntegration(LambdaEndpoint endpoint, ProxyFormat format) {
    this.endpoint = endpoint;
    this.format = format;
  }

  @Override
  public int holds() {
    return endpoint.holds();
  }

  @Override
  public Outcome<Answer> integrate(Exchange exchange) {
    return endpoint.call(
        exchange, format.event(exchange), InvocationType.REQUEST_RESPONSE, this::read);
  }

  private Answer read(Exchange exchange, FunctionResult result) {
    return result.error() == null
        ? format.answer(exchange, result.payload())
        : LambdaFailures.thrown(exchange.route().stage().type(), FunctionError.reason(result));
  }
}
