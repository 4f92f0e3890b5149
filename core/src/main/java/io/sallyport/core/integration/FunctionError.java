package io.sallyport.core.integration;

import io.sallyport.core.message.Bytes;
import io.sallyport.core.pipeline.FunctionResult;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What a function that failed says of it: {@code {"errorMessage":…,"errorType":…}}. */
final class FunctionError {

  private static final JsonFactory FACTORY = new JsonFactory();

  /** As much of a message as a record needs, in characters. */
  private static final int SHOWN = 1024;

  private FunctionError() {}

  /** The function's {@code errorMessage}; empty where it gives none. */
  static String message(Bytes payload) {
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), payload.array())) {
      String found = json.nextToken() == JsonToken.START_OBJECT ? message(json) : null;
      return found == null ? "" : found;
    } catch (JacksonException e) {
      return "";
    }
  }

  /** Why the call failed, in AWS's words. */
  static String reason(FunctionResult result) {
    String message = message(result.payload());
    String shown = message.length() > SHOWN ? message.substring(0, SHOWN) + "…" : message;
    return "Lambda execution failed with status "
        + result.status()
        + " due to customer function error: "
        + shown
        + ". Lambda request id: "
        + result.requestId();
  }

  private static @Nullable String message(JsonParser json) {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean wanted = json.currentName().equals("errorMessage");
      JsonToken token = json.nextToken();
      if (wanted && token == JsonToken.VALUE_STRING) {
        return json.getString();
      }
      json.skipChildren();
    }
    return null;
  }
}
