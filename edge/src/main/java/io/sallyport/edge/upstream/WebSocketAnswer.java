package io.sallyport.edge.upstream;

import io.sallyport.core.message.Headers;
import io.sallyport.edge.wire.ResponseHead;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether an endpoint's 101 agrees to the WebSocket that was asked for: RFC 6455 section 4.1. */
final class WebSocketAnswer {

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private WebSocketAnswer() {}

  /** Why {@code answer} is none that the caller may trust, or null. */
  static @Nullable String fault(Headers request, ResponseHead answer) {
    if (!answer.http11()
        || !tokens(answer, "Upgrade").equals(List.of("websocket"))
        || !tokens(answer, "Connection").contains("upgrade")) {
      return "the endpoint switched to something other than `websocket`";
    }
    if (!answer.all("Content-Length").isEmpty() || !answer.all("Transfer-Encoding").isEmpty()) {
      return "the endpoint's 101 announces a body";
    }
    String key = request.last("Sec-WebSocket-Key");
    if (key == null || !answer.all("Sec-WebSocket-Accept").equals(List.of(accept(key)))) {
      return "the endpoint's `Sec-WebSocket-Accept` does not belong to the caller's key";
    }
    List<String> chosen = answer.all("Sec-WebSocket-Protocol");
    if (chosen.size() > 1 || !list(request, "Sec-WebSocket-Protocol").containsAll(chosen)) {
      return "the endpoint chose the subprotocol `"
          + String.join(", ", chosen)
          + "`, which the caller did not offer";
    }
    List<String> extensions = extensions(answer);
    return extensions(request).containsAll(extensions)
        ? null
        : "the endpoint uses the extensions `"
            + String.join(", ", extensions)
            + "`, which the caller did not all offer";
  }

  /** The value of Sec-WebSocket-Accept for {@code key}, section 4.2.2. */
  static String accept(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  private static List<String> tokens(Headers headers, String name) {
    return list(headers, name).stream().map(one -> one.toLowerCase(Locale.ROOT)).toList();
  }

  /** The names of extensions, without their parameters. */
  private static List<String> extensions(Headers headers) {
    return list(headers, "Sec-WebSocket-Extensions").stream()
        .map(one -> one.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static List<String> list(Headers headers, String name) {
    List<String> values = new ArrayList<>();
    for (String value : headers.all(name)) {
      for (String one : value.split(",", -1)) {
        if (!one.isBlank()) {
          values.add(one.strip());
        }
      }
    }
    return values;
  }
}
