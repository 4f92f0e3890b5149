package io.sallyport.core.authorizer;

import io.sallyport.core.message.Fault;
import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.message.Refusal;

/** What callers are told. HTTP APIs make words of their own of the statuses. */
final class AuthorizerRefusals {

  /** How a REST API words an explicit deny. */
  enum DenyWording {
    /** As recorded most often. */
    PLAIN("User is not authorized to access this resource with an explicit deny"),
    /** As recorded last. */
    IDENTITY_BASED(
        "User is not authorized to access this resource with an explicit deny in an identity-based"
            + " policy");

    private final String message;

    DenyWording(String message) {
      this.message = message;
    }
  }

  /** What runs. */
  static final DenyWording DENY_WORDING = DenyWording.PLAIN;

  private static final int URI_TOO_LONG = 414;

  private AuthorizerRefusals() {}

  static Refusal unauthorized(String reason) {
    return Refusal.GatewayResponse.of(GatewayResponseType.UNAUTHORIZED, Fault.CALLER, reason);
  }

  static Refusal denied(Denial denial) {
    GatewayResponseType type = GatewayResponseType.ACCESS_DENIED;
    return switch (denial.kind()) {
      case IMPLICIT -> Refusal.GatewayResponse.of(type, Fault.CALLER, denial.reason());
      case EXPLICIT ->
          new Refusal.GatewayResponse(
              type,
              type.status(),
              Fault.CALLER,
              type.errorType(),
              DENY_WORDING.message,
              denial.reason());
    };
  }

  static Refusal unusable(String reason) {
    return Refusal.GatewayResponse.of(
        GatewayResponseType.AUTHORIZER_CONFIGURATION_ERROR, Fault.AUTHORIZER, reason);
  }

  static Refusal tooLong(int bytes, int limit) {
    GatewayResponseType type = GatewayResponseType.REQUEST_TOO_LARGE;
    return new Refusal.GatewayResponse(
        type,
        URI_TOO_LONG,
        Fault.CALLER,
        type.errorType(),
        "Request URI too long",
        "the method's ARN has " + bytes + " bytes, expected at most " + limit);
  }
}
