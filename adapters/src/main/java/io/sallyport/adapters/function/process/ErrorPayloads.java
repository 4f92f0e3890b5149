package io.sallyport.adapters.function.process;

import io.sallyport.core.language.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** What Lambda itself answers for a function that cannot: objects with a message and a type. */
final class ErrorPayloads {

  /** Where Java tells of a signal in an exit status. */
  private static final int SIGNALLED = 128;

  private ErrorPayloads() {}

  static byte[] exited(String requestId, int status) {
    return payload(
        "Runtime.ExitError", "RequestId: " + requestId + " Error: Runtime exited" + reason(status));
  }

  static byte[] timedOut(String requestId, Duration timeout) {
    String seconds = String.format(Locale.ROOT, "%.2f", timeout.toMillis() / 1000.0);
    return payload(
        "Sandbox.Timedout",
        "RequestId: " + requestId + " Error: Task timed out after " + seconds + " seconds");
  }

  static byte[] payload(String type, String message) {
    return ("{\"errorType\":" + Json.quote(type) + ",\"errorMessage\":" + Json.quote(message) + "}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String reason(int status) {
    if (status == 0) {
      return " without providing a reason";
    }
    return " with error: "
        + switch (status - SIGNALLED) {
          case 6 -> "signal: aborted";
          case 9 -> "signal: killed";
          case 11 -> "signal: segmentation fault";
          case 15 -> "signal: terminated";
          default -> "exit status " + status;
        };
  }
}
