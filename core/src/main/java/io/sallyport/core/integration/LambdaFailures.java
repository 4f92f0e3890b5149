package io.sallyport.core.integration;

import io.sallyport.core.message.Fault;
import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.FunctionFailure;

/** How calls of Lambda functions fail, as each type of API says it. */
final class LambdaFailures {

  private static final String INTERNAL = "Internal server error";

  private LambdaFailures() {}

  /** The function gave no answer. */
  static Refusal failed(ApiType type, FunctionFailure failure) {
    String reason = failure.reason();
    return switch (failure.kind()) {
      case NOT_FOUND, NOT_PERMITTED -> Failures.misconfigured(reason);
      case THROTTLED ->
          of(
              GatewayResponseType.INTEGRATION_FAILURE,
              type == ApiType.REST ? 500 : 503,
              Fault.INTEGRATION,
              reason);
      case TOO_LARGE -> tooLarge(reason);
      case RESPONSE_TOO_LARGE -> malformed(type, reason);
      case TIMEOUT ->
          of(
              GatewayResponseType.INTEGRATION_TIMEOUT,
              type == ApiType.REST ? 504 : 503,
              Fault.INTEGRATION,
              reason);
      case UNREACHABLE ->
          of(
              GatewayResponseType.INTEGRATION_FAILURE,
              type == ApiType.REST ? 504 : 503,
              Fault.INTEGRATION,
              reason);
    };
  }

  /** The event is longer than functions take: 413 for both types of API. */
  static Refusal tooLarge(String reason) {
    return of(GatewayResponseType.REQUEST_TOO_LARGE, 413, Fault.CALLER, reason);
  }

  /** The function failed: REST 502, HTTP 500. */
  static Refusal thrown(ApiType type, String reason) {
    return new Refusal.GatewayResponse(
        GatewayResponseType.INTEGRATION_FAILURE,
        serverStatus(type),
        Fault.INTEGRATION,
        GatewayResponseType.INTEGRATION_FAILURE.errorType(),
        INTERNAL,
        reason);
  }

  /** What the function returned is no answer: REST 502, HTTP 500. */
  static Refusal malformed(ApiType type, String reason) {
    return of(
        GatewayResponseType.API_CONFIGURATION_ERROR,
        serverStatus(type),
        Fault.INTEGRATION,
        "Malformed Lambda proxy response: " + reason);
  }

  /** The function's text is no base64, and the caller was to get bytes: 500. */
  static Refusal undecodable() {
    return of(
        GatewayResponseType.API_CONFIGURATION_ERROR,
        500,
        Fault.INTEGRATION,
        "the function's body is said to be base64 and is not");
  }

  private static int serverStatus(ApiType type) {
    return type == ApiType.REST ? 502 : 500;
  }

  private static Refusal of(GatewayResponseType kind, int status, Fault fault, String reason) {
    boolean internal = kind == GatewayResponseType.INTEGRATION_FAILURE && status == 500;
    return new Refusal.GatewayResponse(
        kind, status, fault, kind.errorType(), internal ? INTERNAL : kind.message(), reason);
  }
}
