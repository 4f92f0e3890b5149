package io.sallyport.core.event;

import io.sallyport.core.message.Bytes;
import io.sallyport.core.pipeline.Exchange;
import java.util.List;

/**
 * What the functions of Lambda authorizers are given, one constant for each kind of event. See the
 * API Gateway guide, "Input to an API Gateway Lambda authorizer" and "Working with AWS Lambda
 * authorizers for HTTP APIs".
 */
public enum AuthorizerEvents {
  /** A REST API's, with a token and nothing else. */
  TOKEN {
    @Override
    public Bytes write(Exchange exchange, List<String> identity, String methodArn) {
      EventJson out = new EventJson(512);
      out.text("type", "TOKEN");
      out.text("authorizationToken", identity.isEmpty() ? "" : identity.getFirst());
      out.text("methodArn", methodArn);
      return out.end();
    }
  },
  /** A REST API's, with the request but its body. */
  REQUEST {
    @Override
    public Bytes write(Exchange exchange, List<String> identity, String methodArn) {
      EventJson out = new EventJson(CAPACITY);
      out.text("type", "REQUEST");
      out.text("methodArn", methodArn);
      version1(exchange, EventRequest.pathOfResource(exchange), EventHeaders.rest(exchange), out);
      EventContext.rest(exchange, out, NOBODY_YET);
      return out.end();
    }
  },
  /** An HTTP API's of version 1.0. */
  REQUEST_1_0 {
    @Override
    public Bytes write(Exchange exchange, List<String> identity, String methodArn) {
      EventJson out = new EventJson(CAPACITY);
      String joined = String.join(",", identity);
      out.text("version", "1.0");
      out.text("type", "REQUEST");
      out.text("methodArn", methodArn);
      out.text("identitySource", joined);
      out.text("authorizationToken", joined);
      version1(exchange, exchange.request().path(), EventHeaders.http(exchange), out);
      EventContext.http1(exchange, exchange.route().key(), out, NOBODY_YET);
      return out.end();
    }
  },
  /** An HTTP API's of version 2.0. */
  REQUEST_2_0 {
    @Override
    public Bytes write(Exchange exchange, List<String> identity, String methodArn) {
      EventJson out = new EventJson(CAPACITY);
      out.text("version", "2.0");
      out.text("type", "REQUEST");
      out.text("routeArn", methodArn);
      out.texts("identitySource", identity);
      EventRequest.version2(exchange, out);
      EventContext.http2(exchange, out, NOBODY_YET);
      EventRequest.pathParameters(exchange, EventRequest.Empty.ABSENT, out);
      EventRequest.stageVariables(exchange, EventRequest.Empty.ABSENT, out);
      return out.end();
    }
  };

  private static final int CAPACITY = 3072;

  /** Events of authorizers have no member {@code authorizer}. */
  private static final EventContext.Authorizer NOBODY_YET = out -> {};

  /**
   * The event for {@code exchange}, a JSON text.
   *
   * @param identity the identity values in the order of their sources
   * @param methodArn the ARN of what is called, {@code
   *     arn:aws:execute-api:us-east-1:123456789012:abcdef1234/prod/GET/pets/7}
   */
  public abstract Bytes write(Exchange exchange, List<String> identity, String methodArn);

  private static void version1(Exchange exchange, String path, Values headers, EventJson out) {
    out.text("resource", exchange.route().resourcePath());
    out.text("path", path);
    out.text("httpMethod", exchange.request().method());
    headers.lasts("headers", out);
    headers.lists("multiValueHeaders", out);
    EventRequest.query(exchange, EventRequest.Empty.MAP, out);
    EventRequest.pathParameters(exchange, EventRequest.Empty.MAP, out);
    EventRequest.stageVariables(exchange, EventRequest.Empty.MAP, out);
  }
}
