package io.sallyport.core.executionlog;

import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.pipeline.DeclaredAuthorizer;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Identity;
import java.util.Set;

/** The events of authorizers, in the words of recorded logs. */
final class AuthorizerEvents {

  private static final Set<GatewayResponseType> TYPES =
      Set.of(
          GatewayResponseType.UNAUTHORIZED,
          GatewayResponseType.ACCESS_DENIED,
          GatewayResponseType.AUTHORIZER_CONFIGURATION_ERROR);

  private AuthorizerEvents() {}

  /** The authorizer is about to be asked. */
  static void begins(DeclaredAuthorizer authorizer, Exchange exchange, Events out) {
    out.event("Starting authorizer: ", authorizer.name() + " for request: " + exchange.requestId());
    switch (authorizer.incoming()) {
      case TOKEN, SOURCES -> out.identity("Incoming identity: ", exchange, authorizer);
      case UNTOLD -> {}
    }
  }

  /** The authorizer has said who the caller is, and what the caller may. */
  static void completed(Exchange exchange, Events out) {
    if (exchange.identity() instanceof Identity.Lambda lambda) {
      out.secret("Using valid authorizer policy for principal: ", lambda.principalId());
    }
    out.event("Successfully completed authorizer execution");
  }

  /** Whether a refusal of {@code type} is an authorizer's. */
  static boolean tell(GatewayResponseType type) {
    return TYPES.contains(type);
  }

  /**
   * What an authorizer refused. AWS says no more of a caller it does not know than that there was
   * one, which leaves people guessing: the reason follows.
   */
  static void refused(
      Exchange exchange, Refusal.GatewayResponse refusal, ExecutionLogSettings now, Events out) {
    if (refusal.type() == GatewayResponseType.AUTHORIZER_CONFIGURATION_ERROR) {
      out.event("Execution failed due to configuration error: ", asSentence(refusal.reason()));
      out.event("AuthorizerConfigurationException");
      return;
    }
    if (refusal.type() == GatewayResponseType.UNAUTHORIZED) {
      out.event("Unauthorized request: " + exchange.requestId());
    } else {
      if (now.logsAll() && exchange.identity() instanceof Identity.Lambda) {
        completed(exchange, out);
      }
      out.event("The client is not authorized to perform this operation.");
    }
    out.event("Execution failed: ", refusal.reason());
  }

  /** AWS's reasons begin with a capital: {@code Could not parse policy: …}. */
  private static String asSentence(String reason) {
    return reason.isEmpty() ? "" : Character.toUpperCase(reason.charAt(0)) + reason.substring(1);
  }
}
