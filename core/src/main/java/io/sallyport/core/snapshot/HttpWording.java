package io.sallyport.core.snapshot;

import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Unrouted;
import io.sallyport.core.pipeline.Wording;

/**
 * How a stage of an HTTP API speaks: fixed bodies that name nothing but the status, and one id. See
 * the API Gateway guide, "Troubleshooting HTTP APIs".
 */
public final class HttpWording implements Wording {

  @Override
  public Response refuse(Exchange exchange, Refusal refusal) {
    return switch (refusal) {
      case Refusal.GatewayResponse gateway -> gateway(gateway);
      case Refusal.Protocol protocol -> Unrouted.response(protocol);
      case Refusal.Custom custom -> Unrouted.response(custom);
    };
  }

  @Override
  public void sign(Exchange exchange, Response response) {
    response.edits().set(KnownHeader.APIGW_REQUEST_ID, exchange.extendedRequestId());
  }

  private static Response gateway(Refusal.GatewayResponse refusal) {
    Response response = Unrouted.message(refusal.status(), phrase(refusal.status()));
    String challenge = refusal.challenge();
    if (challenge != null) {
      response.edits().set(KnownHeader.WWW_AUTHENTICATE, challenge);
    }
    return response;
  }

  /** HTTP APIs capitalise every word of their messages, unlike REST APIs. */
  private static String phrase(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 413 -> "Request Entity Too Large";
      case 415 -> "Unsupported Media Type";
      case 429 -> "Too Many Requests";
      case 503, 504 -> "Service Unavailable";
      default -> status >= 500 ? "Internal Server Error" : "Bad Request";
    };
  }
}
