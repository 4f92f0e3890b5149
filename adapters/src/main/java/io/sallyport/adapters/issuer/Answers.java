package io.sallyport.adapters.issuer;

import io.sallyport.core.language.Json;
import io.sallyport.core.language.MediaType;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Response;

/** Responses of the local issuer. */
final class Answers {

  private Answers() {}

  /** JSON that anybody may know. */
  static Response json(int status, String body) {
    return Response.of(status, HeaderList.of("Content-Type", MediaType.JSON), Bytes.utf8(body));
  }

  /** JSON with a token in it, which nobody may keep (RFC 6749 section 5.1). */
  static Response secret(int status, String body) {
    return Response.of(status, unkept().build(), Bytes.utf8(body));
  }

  static Response text(int status, String text) {
    HeaderList headers =
        HeaderList.of("Content-Type", "text/plain; charset=utf-8", "Cache-Control", "no-store");
    return Response.of(status, headers, Bytes.utf8(text));
  }

  static Response message(int status, String message) {
    return json(status, "{\"message\":" + Json.quote(message) + "}");
  }

  static Response wrongMethod(String allowed) {
    return Response.of(
        405,
        HeaderList.of("Content-Type", MediaType.JSON, "Allow", allowed),
        Bytes.utf8("{\"message\":\"Method Not Allowed\"}"));
  }

  static HeaderList.Builder unkept() {
    return new HeaderList.Builder()
        .add("Content-Type", MediaType.JSON)
        .add("Cache-Control", "no-store")
        .add("Pragma", "no-cache");
  }
}
