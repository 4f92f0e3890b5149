package io.sallyport.core.pipeline;

import io.sallyport.core.language.Json;
import io.sallyport.core.language.MediaType;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Response;

/** The wording of refusals that belong to no stage. */
public final class Unrouted {

  private static final HeaderList JSON =
      HeaderList.of(KnownHeader.CONTENT_TYPE.canonical(), MediaType.JSON);

  private Unrouted() {}

  /** The response the caller gets for {@code refusal}. */
  public static Response response(Refusal refusal) {
    return switch (refusal) {
      case Refusal.Protocol protocol -> message(protocol.status(), phrase(protocol.status()));
      case Refusal.GatewayResponse gateway -> message(gateway.status(), phrase(gateway.status()));
      case Refusal.Custom custom -> Response.of(custom.status(), custom.headers(), custom.body());
    };
  }

  /** A response with a status and the one member {@code message}. */
  public static Response message(int status, String message) {
    return Response.of(status, JSON, Bytes.utf8("{\"message\":" + Json.quote(message) + "}"));
  }

  private static String phrase(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 408 -> "Request Timeout";
      case 413 -> "Request Entity Too Large";
      case 414 -> "Request URI Too Long";
      case 417 -> "Expectation Failed";
      case 431 -> "Request Header Fields Too Large";
      case 501 -> "Not Implemented";
      case 503 -> "Service Unavailable";
      case 505 -> "HTTP Version Not Supported";
      default -> status >= 500 ? "Internal server error" : "Bad Request";
    };
  }
}
