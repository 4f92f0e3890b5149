package io.sallyport.core.values;

import io.sallyport.core.language.Json;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.ExchangeRecord;
import io.sallyport.core.pipeline.Route;
import io.sallyport.core.pipeline.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The table of {@code $context} variables. */
final class ContextVariables {

  private static final Map<String, ContextVariable> TABLE = new HashMap<>();

  /** Maps whose members have names of their own; unset as long as nothing fills them. */
  private static final List<String> FAMILIES = List.of("requestOverride.", "responseOverride.");

  static {
    request();
    route();
    outcome();
    TABLE.putAll(AuthorizerVariables.named());
    unset();
  }

  private ContextVariables() {}

  static @Nullable ContextVariable find(String name) {
    ContextVariable known = TABLE.get(name);
    if (known != null) {
      return known;
    }
    if (name.startsWith(AuthorizerVariables.FAMILY)) {
      return AuthorizerVariables.find(name.substring(AuthorizerVariables.FAMILY.length()));
    }
    boolean member =
        FAMILIES.stream()
            .anyMatch(family -> name.startsWith(family) && name.length() > family.length());
    return member ? ContextVariable.unset() : null;
  }

  static Set<String> names() {
    return TABLE.keySet();
  }

  private static void request() {
    text("requestId", ContextVariables::requestId);
    text("extendedRequestId", Exchange::extendedRequestId);
    text("requestTimeEpoch", exchange -> Long.toString(exchange.arrivalMillis()));
    TABLE.put("requestTime", ContextVariable.time());
    text("protocol", exchange -> "HTTP/1.1"); // AWS says so for every client, HTTP/2 ones included
    text("path", ContextVariables::path);
    text("httpMethod", exchange -> present(exchange.request().method()));
    text("domainName", exchange -> present(exchange.request().host()));
    text("domainPrefix", ContextVariables::domainPrefix);
    text("identity.sourceIp", ContextVariables::sourceIp);
    text(
        "identity.userAgent",
        exchange -> exchange.request().headers().first(KnownHeader.USER_AGENT));
  }

  private static void route() {
    stage("accountId", Stage::account);
    stage("apiId", Stage::apiId);
    stage("stage", Stage::name);
    text("resourceId", exchange -> of(exchange, ApiType.REST, Route::resourceId));
    text("resourcePath", exchange -> of(exchange, ApiType.REST, Route::resourcePath));
    text("operationName", exchange -> of(exchange, ApiType.REST, Route::operationName));
    text("routeKey", exchange -> of(exchange, ApiType.HTTP, Route::key));
  }

  private static void outcome() {
    text("error.message", ContextVariables::message);
    text("error.messageString", ContextVariables::messageString);
    text("error.responseType", ContextVariables::responseType);
    TABLE.put("status", number(ExchangeRecord::status));
    TABLE.put("responseLength", ContextVariable.number(ExchangeRecord::responseLength));
    TABLE.put("responseLatency", millis(ExchangeRecord::latencyNanos));
    for (String name : List.of("integration.latency", "integrationLatency")) {
      TABLE.put(name, millis(ExchangeRecord::integrationNanos));
    }
    for (String name :
        List.of("integration.status", "integration.integrationStatus", "integrationStatus")) {
      TABLE.put(name, number(ExchangeRecord::integrationStatus));
    }
    for (String name : List.of("integration.error", "integrationErrorMessage")) {
      TABLE.put(name, ContextVariable.logText(ContextVariables::integrationError));
    }
  }

  private static void unset() {
    String names =
        """
        authenticate.error authenticate.latency authenticate.status authorizer.claims
        awsEndpointRequestId awsEndpointRequestId2 cipherSuite
        customDomain.basePathMatched customDomain.routingRuleIdMatched dataProcessed deploymentId
        endpointType error.validationErrorString
        identity.accessKey identity.accountId identity.apiKey identity.apiKeyId identity.caller
        identity.clientCert.clientCertPem identity.clientCert.issuerDN
        identity.clientCert.serialNumber identity.clientCert.subjectDN
        identity.clientCert.validity.notAfter identity.clientCert.validity.notBefore
        identity.cognitoAuthenticationProvider identity.cognitoAuthenticationType
        identity.cognitoIdentityId identity.cognitoIdentityPoolId identity.principalOrgId
        identity.user identity.userArn identity.vpcId identity.vpceId
        integration.requestId isCanaryRequest tlsVersion
        waf.error waf.latency waf.status wafResponseCode webaclArn xrayTraceId
        """;
    for (String name : names.split("\\s+", -1)) {
      if (!name.isEmpty()) {
        TABLE.put(name, ContextVariable.unset());
      }
    }
  }

  private static void text(String name, Function<Exchange, @Nullable String> value) {
    TABLE.put(name, ContextVariable.text(value));
  }

  private static void stage(String name, Function<Stage, String> value) {
    text(
        name,
        exchange -> exchange.hasRoute() ? present(value.apply(exchange.route().stage())) : null);
  }

  private static ContextVariable number(ToIntFunction<ExchangeRecord> value) {
    return ContextVariable.number(record -> {
      int number = value.applyAsInt(record);
      return number == 0 ? ContextVariable.UNSET : number;
    });
  }

  private static ContextVariable millis(ToLongFunction<ExchangeRecord> value) {
    return ContextVariable.number(record -> {
      long nanos = value.applyAsLong(record);
      return nanos < 0 ? ContextVariable.UNSET : nanos / 1_000_000;
    });
  }

  private static @Nullable String of(
      Exchange exchange, ApiType type, Function<Route, String> value) {
    boolean has = exchange.hasRoute() && exchange.route().stage().type() == type;
    return has ? present(value.apply(exchange.route())) : null;
  }

  private static @Nullable String present(String value) {
    return value.isEmpty() ? null : value;
  }

  /** An HTTP API shows callers one id, and its requestId is that one. */
  private static String requestId(Exchange exchange) {
    boolean http = exchange.hasRoute() && exchange.route().stage().type() == ApiType.HTTP;
    return http ? exchange.extendedRequestId() : exchange.requestId();
  }

  /** The path with its stage; slashes doubled before the stage are one. */
  private static String path(Exchange exchange) {
    String path = exchange.request().path();
    int start = 0;
    while (start + 1 < path.length() && path.charAt(start + 1) == '/') {
      start++;
    }
    boolean staged = exchange.pathOffset() > start;
    return start == 0 || !staged ? path : path.substring(start);
  }

  private static @Nullable String domainPrefix(Exchange exchange) {
    String host = exchange.request().host();
    int dot = host.indexOf('.');
    return present(dot < 0 ? host : host.substring(0, dot));
  }

  private static @Nullable String sourceIp(Exchange exchange) {
    var address = exchange.request().source().getAddress();
    return address == null ? null : address.getHostAddress();
  }

  private static @Nullable String message(Exchange exchange) {
    return exchange.refusal() instanceof Refusal.GatewayResponse refusal ? refusal.message() : null;
  }

  private static @Nullable String messageString(Exchange exchange) {
    return exchange.refusal() instanceof Refusal.GatewayResponse refusal
        ? Json.quote(refusal.message())
        : null;
  }

  private static @Nullable String responseType(Exchange exchange) {
    return exchange.refusal() instanceof Refusal.GatewayResponse refusal
        ? refusal.type().name()
        : null;
  }

  private static @Nullable String integrationError(Exchange exchange) {
    Refusal refusal = exchange.refusal();
    return refusal != null && refusal.fault() == Fault.INTEGRATION ? refusal.reason() : null;
  }
}
