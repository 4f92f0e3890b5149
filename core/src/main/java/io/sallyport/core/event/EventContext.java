package io.sallyport.core.event;

import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Route;
import io.sallyport.core.pipeline.Stage;
import io.sallyport.core.values.ContextVariable;
import org.jspecify.annotations.Nullable;

/** The member {@code requestContext} of events, in both of its shapes. */
final class EventContext {

  /** AWS says so for every caller, those of HTTP/2 included. */
  private static final String PROTOCOL = "HTTP/1.1";

  private static final ContextVariable PATH = variable("path");
  private static final ContextVariable REQUEST_ID = variable("requestId");
  private static final ContextVariable REQUEST_TIME = variable("requestTime");
  private static final ContextVariable DOMAIN_PREFIX = variable("domainPrefix");
  private static final ContextVariable SOURCE_IP = variable("identity.sourceIp");

  /** As many characters as the ids of deployments have. */
  private static final int DEPLOYMENT_ID_LENGTH = 6;

  private EventContext() {}

  /** Writes what follows the identity of the caller; for the members of authorizers. */
  @FunctionalInterface
  interface Authorizer {
    void write(EventJson out);
  }

  /** The shape of REST APIs. */
  static void rest(Exchange exchange, EventJson out, Authorizer authorizer) {
    Route route = exchange.route();
    Stage stage = route.stage();
    out.open("requestContext");
    out.text("resourceId", route.resourceId());
    version1(exchange, out);
    out.textIfAny("operationName", present(route.operationName()));
    if (stage.digest().length() >= DEPLOYMENT_ID_LENGTH) {
      out.text("deploymentId", stage.digest().substring(0, DEPLOYMENT_ID_LENGTH));
    }
    identity(exchange, out);
    out.close();
    authorizer.write(out);
    out.close();
  }

  /**
   * The shape of version 1.0 of HTTP APIs.
   *
   * @param resourceId null in events of integrations, as documented; the route key in those of
   *     authorizers, as seen
   */
  static void http1(
      Exchange exchange, @Nullable String resourceId, EventJson out, Authorizer authorizer) {
    out.open("requestContext");
    out.text("resourceId", resourceId);
    version1(exchange, out);
    identity(exchange, out);
    out.nothing("cognitoAmr");
    out.close();
    authorizer.write(out);
    out.close();
  }

  /** The shape of version 2.0. */
  static void http2(Exchange exchange, EventJson out, Authorizer authorizer) {
    Route route = exchange.route();
    Stage stage = route.stage();
    out.open("requestContext");
    out.text("accountId", stage.account());
    out.text("apiId", stage.apiId());
    authorizer.write(out);
    out.text("domainName", exchange.request().host());
    out.context("domainPrefix", DOMAIN_PREFIX, exchange);
    out.open("http");
    out.text("method", exchange.request().method());
    out.text("path", exchange.request().path());
    out.text("protocol", PROTOCOL);
    out.context("sourceIp", SOURCE_IP, exchange);
    out.text("userAgent", userAgent(exchange));
    out.close();
    out.context("requestId", REQUEST_ID, exchange);
    out.text("routeKey", route.key());
    out.text("stage", stage.name());
    out.context("time", REQUEST_TIME, exchange);
    out.number("timeEpoch", exchange.arrivalMillis());
    out.close();
  }

  /** What both shapes of version 1.0 have in common, up to the identity. */
  private static void version1(Exchange exchange, EventJson out) {
    Route route = exchange.route();
    Stage stage = route.stage();
    out.text("resourcePath", route.resourcePath());
    out.text("httpMethod", exchange.request().method());
    out.text("extendedRequestId", exchange.extendedRequestId());
    out.context("requestTime", REQUEST_TIME, exchange);
    out.context("path", PATH, exchange);
    out.text("accountId", stage.account());
    out.text("protocol", PROTOCOL);
    out.text("stage", stage.name());
    out.context("domainPrefix", DOMAIN_PREFIX, exchange);
    out.number("requestTimeEpoch", exchange.arrivalMillis());
    out.context("requestId", REQUEST_ID, exchange);
    out.text("domainName", exchange.request().host());
    out.text("apiId", stage.apiId());
  }

  /** The identity, still open. Only signatures and certificates would tell more of the caller. */
  private static void identity(Exchange exchange, EventJson out) {
    out.open("identity");
    out.nothing("cognitoIdentityPoolId");
    out.nothing("accountId");
    out.nothing("cognitoIdentityId");
    out.nothing("caller");
    out.context("sourceIp", SOURCE_IP, exchange);
    out.nothing("principalOrgId");
    out.nothing("accessKey");
    out.nothing("cognitoAuthenticationType");
    out.nothing("cognitoAuthenticationProvider");
    out.nothing("userArn");
    out.text("userAgent", userAgent(exchange));
    out.nothing("user");
  }

  private static @Nullable String userAgent(Exchange exchange) {
    return exchange.request().headers().first(KnownHeader.USER_AGENT);
  }

  private static @Nullable String present(String value) {
    return value.isEmpty() ? null : value;
  }

  private static ContextVariable variable(String name) {
    return ContextVariable.named(name).orElseThrow();
  }
}
