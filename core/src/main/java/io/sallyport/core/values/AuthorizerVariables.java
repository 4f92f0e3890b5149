package io.sallyport.core.values;

import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.AuthorizerReport;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.ExchangeRecord;
import io.sallyport.core.pipeline.Identity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The variables {@code $context.authorizer.…}, and {@code $context.authorize.…} for what comes of
 * them. What an authorizer gives has the names it chooses; they are taken apart once, when a format
 * or template is compiled.
 *
 * <p>Access logs of REST APIs have names of their own for how the authorizer worked: there {@code
 * authorizer.status} is a status, while templates find what the authorizer calls {@code status}.
 */
final class AuthorizerVariables {

  static final String FAMILY = "authorizer.";

  private static final String CLAIMS = "claims";

  private AuthorizerVariables() {}

  /** The variables that have fixed names. */
  static Map<String, ContextVariable> named() {
    Map<String, ContextVariable> named = new LinkedHashMap<>();
    named.put("authorizer.principalId", ContextVariable.text(property("principalId")));
    named.put(
        "authorizer.error", ContextVariable.text(property("error"), AuthorizerVariables::error));
    named.put(
        "authorizer.requestId",
        ContextVariable.text(property("requestId"), AuthorizerVariables::requestId));
    number(named, "status", (identity, report) -> isPolicy(identity) ? 200 : report.status());
    number(named, "latency", (_, report) -> millis(report.latencyNanos()));
    number(named, "integrationLatency", (_, report) -> millis(report.integrationNanos()));
    number(named, "integrationStatus", (_, report) -> present(report.integrationStatus()));
    named.put("authorize.error", ContextVariable.logText(AuthorizerVariables::denial));
    named.put("authorize.status", authorized(AuthorizerReport::status));
    // A compiled policy is evaluated in microseconds, of which AWS counts whole milliseconds.
    named.put("authorize.latency", authorized(_ -> 0));
    return named;
  }

  /** The variable of the family called {@code name}; null when there can be none. */
  static @Nullable ContextVariable find(String name) {
    String claim = claim(name);
    if (claim != null) {
      return claim.isEmpty()
          ? null
          : ContextVariable.text(exchange ->
              exchange.identity() instanceof Identity.Token token
                  ? token.claims().get(claim)
                  : null);
    }
    return name.isEmpty() ? null : ContextVariable.typed(property(name));
  }

  /**
   * The claim that {@code claims.name} or {@code claims['name']} means; null for another member.
   */
  private static @Nullable String claim(String name) {
    if (!name.startsWith(CLAIMS) || name.length() == CLAIMS.length()) {
      return null;
    }
    String rest = name.substring(CLAIMS.length());
    if (rest.charAt(0) == '.') {
      return rest.substring(1);
    }
    if (rest.charAt(0) != '[') {
      return null;
    }
    return rest.length() > 4 && rest.startsWith("['") && rest.endsWith("']")
        ? rest.substring(2, rest.length() - 2)
        : "";
  }

  private static Function<Exchange, @Nullable String> property(String name) {
    return exchange -> {
      Identity identity = exchange.identity();
      return identity == null ? null : identity.property(name);
    };
  }

  /** What is measured of an authorizer's work. */
  private interface Measure {
    long of(@Nullable Identity identity, AuthorizerReport report);
  }

  private static void number(Map<String, ContextVariable> named, String name, Measure measure) {
    Function<Exchange, @Nullable String> property = property(name);
    named.put(
        FAMILY + name,
        ContextVariable.numberOrText(
            record -> {
              Exchange exchange = record.exchange();
              AuthorizerReport report = exchange.authorizerReport();
              return report == null || !isRest(exchange)
                  ? ContextVariable.UNSET
                  : measure.of(exchange.identity(), report);
            },
            property,
            exchange -> isRest(exchange) ? null : property.apply(exchange)));
  }

  /** What a REST API's report says, and what an HTTP API's authorizer calls so. */
  private static @Nullable String requestId(Exchange exchange) {
    AuthorizerReport report = exchange.authorizerReport();
    if (isRest(exchange)) {
      return report == null ? null : report.requestId();
    }
    Identity identity = exchange.identity();
    return identity == null ? null : identity.property("requestId");
  }

  /** In REST APIs a policy that refuses is no error of its authorizer's. */
  private static @Nullable String error(Exchange exchange) {
    AuthorizerReport report = exchange.authorizerReport();
    boolean denied = isRest(exchange) && isPolicy(exchange.identity());
    return report == null || denied ? null : report.error();
  }

  private static @Nullable String denial(Exchange exchange) {
    AuthorizerReport report = exchange.authorizerReport();
    return report != null && isRest(exchange) && isPolicy(exchange.identity())
        ? report.error()
        : null;
  }

  private static ContextVariable authorized(ToLongFunction<AuthorizerReport> value) {
    return ContextVariable.number((ExchangeRecord record) -> {
      Exchange exchange = record.exchange();
      AuthorizerReport report = exchange.authorizerReport();
      return report != null && isRest(exchange) && isPolicy(exchange.identity())
          ? value.applyAsLong(report)
          : ContextVariable.UNSET;
    });
  }

  /** Whether the authorizer gave a policy, which then let the request pass or did not. */
  private static boolean isPolicy(@Nullable Identity identity) {
    return identity instanceof Identity.Lambda;
  }

  private static boolean isRest(Exchange exchange) {
    return exchange.hasRoute() && exchange.route().stage().type() == ApiType.REST;
  }

  private static long millis(long nanos) {
    return nanos < 0 ? ContextVariable.UNSET : nanos / 1_000_000;
  }

  private static long present(int status) {
    return status == 0 ? ContextVariable.UNSET : status;
  }
}
