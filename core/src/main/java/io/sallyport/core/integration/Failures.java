package io.sallyport.core.integration;

import io.sallyport.core.message.Fault;
import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.UpstreamFailure;

/** How integrations fail, as each type of API says it. */
final class Failures {

  private Failures() {}

  /** The definition cannot be carried out for this request. */
  static Refusal misconfigured(String reason) {
    return Refusal.GatewayResponse.of(
        GatewayResponseType.API_CONFIGURATION_ERROR, Fault.GATEWAY, reason);
  }

  /** The endpoint did not answer in time: REST 504, HTTP 503. */
  static Refusal timeout(ApiType type, long timeoutNanos) {
    return of(
        type,
        GatewayResponseType.INTEGRATION_TIMEOUT,
        "no answer within " + timeoutNanos / 1_000_000 + " ms");
  }

  /**
   * The endpoint gave no answer: REST 504, HTTP 503; 502 where it cannot speak what was asked of
   * it, for which AWS has no word.
   */
  static Refusal failed(ApiType type, UpstreamFailure failure) {
    return switch (failure.kind()) {
      case NOT_HTTP2, SWITCH -> of(502, GatewayResponseType.INTEGRATION_FAILURE, failure.reason());
      case UNREACHABLE, TLS, CLOSED, MALFORMED ->
          of(type, GatewayResponseType.INTEGRATION_FAILURE, failure.reason());
    };
  }

  /** No request template fits the body's media type. */
  static Refusal unsupported(String mediaType) {
    return Refusal.GatewayResponse.of(
        GatewayResponseType.UNSUPPORTED_MEDIA_TYPE,
        Fault.CALLER,
        "no request template for `" + mediaType + "`");
  }

  /** A path value would lead the endpoint out of the path the definition gives. */
  static Refusal dotSegment() {
    return new Refusal.GatewayResponse(
        GatewayResponseType.BAD_REQUEST_PARAMETERS,
        400,
        Fault.CALLER,
        GatewayResponseType.BAD_REQUEST_PARAMETERS.errorType(),
        "Bad Request",
        "a path parameter holds a `.` or `..` segment");
  }

  /**
   * A WebSocket handshake that goes no further. The reason is the message of {@code
   * $context.error.message}, too: an HTTP API tells its callers no more than the status.
   */
  static Refusal webSocket(String reason) {
    return new Refusal.GatewayResponse(
        GatewayResponseType.BAD_REQUEST_PARAMETERS,
        400,
        Fault.CALLER,
        GatewayResponseType.BAD_REQUEST_PARAMETERS.errorType(),
        reason,
        reason);
  }

  private static Refusal of(ApiType type, GatewayResponseType kind, String reason) {
    return of(type == ApiType.HTTP ? 503 : kind.status(), kind, reason);
  }

  private static Refusal of(int status, GatewayResponseType kind, String reason) {
    return new Refusal.GatewayResponse(
        kind, status, Fault.INTEGRATION, kind.errorType(), kind.message(), reason);
  }
}
