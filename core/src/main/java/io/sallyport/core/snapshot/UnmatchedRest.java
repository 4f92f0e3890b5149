package io.sallyport.core.snapshot;

import io.sallyport.core.language.Sha256;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Verdict;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Step;
import java.util.Base64;

/**
 * Refuses a request no method of a REST API matches as AWS does, which puts it through IAM: without
 * a signature the token is missing, with another scheme the signature is incomplete, with a
 * signature the key is unknown, for no keys exist. Reads the Authorization header; needs no body
 * and does not wait. See the API Gateway guide, "Signature Version 4 errors".
 */
public final class UnmatchedRest implements Step.Protection {

  private static final String NO_ROUTE = "no method matches";
  private static final Refusal MISSING =
      Refusal.GatewayResponse.of(
          GatewayResponseType.MISSING_AUTHENTICATION_TOKEN, Fault.CALLER, NO_ROUTE);

  @Override
  public Verdict protect(Exchange exchange) {
    String authorization = exchange.request().headers().last(KnownHeader.AUTHORIZATION);
    if (authorization == null || authorization.isBlank()) {
      return MISSING;
    }
    if (authorization.startsWith("AWS4-HMAC-SHA256")) {
      return signature(
          "UnrecognizedClientException",
          "The security token included in the request is invalid.",
          NO_ROUTE + ", and no access key exists");
    }
    return signature(
        "IncompleteSignatureException",
        "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256"
            + " and encoded with Base64): '"
            + Base64.getEncoder().encodeToString(Sha256.of(authorization))
            + "'.",
        NO_ROUTE + ", and the Authorization header is no signature");
  }

  private static Refusal signature(String errorType, String message, String reason) {
    GatewayResponseType type = GatewayResponseType.INVALID_SIGNATURE;
    return new Refusal.GatewayResponse(
        type, type.status(), Fault.CALLER, errorType, message, reason);
  }
}
