package io.sallyport.adapters.issuer;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The claims of one token, in the order they are added; one that is added again replaces. */
final class Claims {

  private static final JsonFactory JSON = new JsonFactory();

  private final Map<String, Claim> claims = new LinkedHashMap<>();

  private sealed interface Claim {}

  private record Text(String value) implements Claim {}

  private record Amount(long value) implements Claim {}

  private record Truth(boolean value) implements Claim {}

  private record Texts(List<String> values) implements Claim {}

  Claims text(String name, @Nullable String value) {
    if (value != null) {
      claims.put(name, new Text(value));
    }
    return this;
  }

  Claims number(String name, long value) {
    claims.put(name, new Amount(value));
    return this;
  }

  /** Adds nothing where there are none. */
  Claims texts(String name, List<String> values) {
    if (!values.isEmpty()) {
      claims.put(name, new Texts(List.copyOf(values)));
    }
    return this;
  }

  /** Adds a user's attributes; what has been verified is a truth, all else text. */
  Claims attributes(Map<String, String> attributes) {
    attributes.forEach((name, value) ->
        claims.put(
            name,
            name.endsWith("_verified") ? new Truth(Boolean.parseBoolean(value)) : new Text(value)));
    return this;
  }

  String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      claims.forEach((name, claim) -> write(json, name, claim));
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, String name, Claim claim) {
    switch (claim) {
      case Text(String value) -> json.writeStringProperty(name, value);
      case Amount(long value) -> json.writeNumberProperty(name, value);
      case Truth(boolean value) -> json.writeBooleanProperty(name, value);
      case Texts(List<String> values) -> {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
      }
    }
  }
}
