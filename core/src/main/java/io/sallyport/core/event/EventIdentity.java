package io.sallyport.core.event;

import io.sallyport.core.pipeline.AuthorizerReport;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Identity;
import java.util.List;
import java.util.Map;

/** The member {@code authorizer} of a request context: who the caller is. */
final class EventIdentity {

  private static final String PRINCIPAL = "principalId";
  private static final String LATENCY = "integrationLatency";

  private EventIdentity() {}

  /** For events of REST APIs: nothing where no authorizer has said anything. */
  static void rest(Exchange exchange, EventJson out) {
    switch (exchange.identity()) {
      case null -> {}
      case Identity.Lambda lambda -> lambda(exchange, lambda, out);
      case Identity.Token token -> out.open("authorizer").texts("claims", token.claims()).close();
    }
  }

  /** For events of version 1.0 of HTTP APIs, which always have the member. */
  static void http1(Exchange exchange, EventJson out) {
    switch (exchange.identity()) {
      case null -> out.open("authorizer").nothing("claims").nothing("scopes").close();
      case Identity.Lambda lambda -> lambda(exchange, lambda, out);
      case Identity.Token token -> token("authorizer", token, out);
    }
  }

  /** For events of version 2.0: nothing where no authorizer has said anything. */
  static void http2(Exchange exchange, EventJson out) {
    switch (exchange.identity()) {
      case null -> {}
      case Identity.Lambda lambda ->
          out.open("authorizer").raw("lambda", lambda.contextJson()).close();
      case Identity.Token token -> {
        out.open("authorizer");
        token("jwt", token, out);
        out.close();
      }
    }
  }

  /** The context as texts; what the gateway adds cannot be taken by a context's own members. */
  private static void lambda(Exchange exchange, Identity.Lambda lambda, EventJson out) {
    AuthorizerReport report = exchange.authorizerReport();
    long nanos = report == null ? 0 : Math.max(0, report.integrationNanos());
    out.open("authorizer");
    for (Map.Entry<String, String> entry : lambda.context().entrySet()) {
      if (!entry.getKey().equals(PRINCIPAL) && !entry.getKey().equals(LATENCY)) {
        out.text(entry.getKey(), entry.getValue());
      }
    }
    if (!lambda.principalId().isEmpty()) {
      out.text(PRINCIPAL, lambda.principalId());
    }
    out.number(LATENCY, nanos / 1_000_000);
    out.close();
  }

  private static void token(String member, Identity.Token token, EventJson out) {
    out.open(member);
    out.texts("claims", token.claims());
    List<String> scopes = token.scopes();
    if (scopes == null) {
      out.nothing("scopes");
    } else {
      out.texts("scopes", scopes);
    }
    out.close();
  }
}
