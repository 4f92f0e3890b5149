package io.sallyport.core.message;

import org.jspecify.annotations.Nullable;

/**
 * AWS's closed list of gateway response types, with the status, message and error type each has
 * until a definition customises it. See the API Gateway guide, "Gateway response types".
 */
public enum GatewayResponseType {
  DEFAULT_4XX(0, null, "", null),
  DEFAULT_5XX(0, null, "", null),
  RESOURCE_NOT_FOUND(404, "Not Found", "NotFoundException", DEFAULT_4XX),
  UNAUTHORIZED(401, "Unauthorized", "UnauthorizedException", DEFAULT_4XX),
  INVALID_API_KEY(403, "Forbidden", "ForbiddenException", DEFAULT_4XX),
  ACCESS_DENIED(
      403, "User is not authorized to access this resource", "AccessDeniedException", DEFAULT_4XX),
  AUTHORIZER_FAILURE(500, null, "AuthorizerFailureException", DEFAULT_5XX),
  AUTHORIZER_CONFIGURATION_ERROR(500, null, "AuthorizerConfigurationException", DEFAULT_5XX),
  INVALID_SIGNATURE(
      403,
      "The request signature we calculated does not match the signature you provided. Check your"
          + " AWS Secret Access Key and signing method. Consult the service documentation for"
          + " details.",
      "InvalidSignatureException",
      DEFAULT_4XX),
  EXPIRED_TOKEN(
      403,
      "The security token included in the request is expired",
      "ExpiredTokenException",
      DEFAULT_4XX),
  MISSING_AUTHENTICATION_TOKEN(
      403, "Missing Authentication Token", "MissingAuthenticationTokenException", DEFAULT_4XX),
  INTEGRATION_FAILURE(
      504,
      "Network error communicating with endpoint",
      "InternalServerErrorException",
      DEFAULT_5XX),
  INTEGRATION_TIMEOUT(
      504, "Endpoint request timed out", "InternalServerErrorException", DEFAULT_5XX),
  API_CONFIGURATION_ERROR(
      500, "Internal server error", "InternalServerErrorException", DEFAULT_5XX),
  UNSUPPORTED_MEDIA_TYPE(415, "Unsupported Media Type", "BadRequestException", DEFAULT_4XX),
  BAD_REQUEST_PARAMETERS(
      400, "Missing required request parameters", "BadRequestException", DEFAULT_4XX),
  BAD_REQUEST_BODY(400, "Invalid request body", "BadRequestException", DEFAULT_4XX),
  REQUEST_TOO_LARGE(413, "Request Too Long", "BadRequestException", DEFAULT_4XX),
  THROTTLED(429, "Too Many Requests", "TooManyRequestsException", DEFAULT_4XX),
  QUOTA_EXCEEDED(429, "Limit Exceeded", "LimitExceededException", DEFAULT_4XX),
  WAF_FILTERED(403, "Forbidden", "ForbiddenException", DEFAULT_4XX);

  private final int status;
  private final @Nullable String message;
  private final String errorType;
  private final @Nullable GatewayResponseType fallback;

  GatewayResponseType(
      int status,
      @Nullable String message,
      String errorType,
      @Nullable GatewayResponseType fallback) {
    this.status = status;
    this.message = message;
    this.errorType = errorType;
    this.fallback = fallback;
  }

  /** The default status; 0 for the two DEFAULT types, which have none. */
  public int status() {
    return status;
  }

  /** The default {@code $context.error.message}, null where AWS has none. */
  public @Nullable String message() {
    return message;
  }

  /** The default {@code x-amzn-ErrorType}; empty for the two DEFAULT types. */
  public String errorType() {
    return errorType;
  }

  /** The type whose customisation applies while this one has none; null for the DEFAULT types. */
  public @Nullable GatewayResponseType fallback() {
    return fallback;
  }
}
