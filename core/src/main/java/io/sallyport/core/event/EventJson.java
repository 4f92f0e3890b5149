package io.sallyport.core.event;

import io.sallyport.core.message.Bytes;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.values.ContextVariable;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variants;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** An event on its way into UTF-8, member by member and in one pass. */
final class EventJson {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final ByteArrayOutputStream bytes;
  private final JsonGenerator json;

  /**
   * @param capacity about as many bytes as the event will have
   */
  EventJson(int capacity) {
    this.bytes = new ByteArrayOutputStream(capacity);
    this.json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes);
    json.writeStartObject();
  }

  /** The whole event. */
  Bytes end() {
    json.writeEndObject();
    json.close();
    return new Bytes(bytes.toByteArray());
  }

  EventJson open(String name) {
    json.writeName(name);
    json.writeStartObject();
    return this;
  }

  EventJson close() {
    json.writeEndObject();
    return this;
  }

  EventJson text(String name, @Nullable String value) {
    json.writeName(whole(name));
    if (value == null) {
      json.writeNull();
    } else {
      json.writeString(whole(value));
    }
    return this;
  }

  /** Left out where there is no such text. */
  EventJson textIfAny(String name, @Nullable String value) {
    return value == null ? this : text(name, value);
  }

  /** A {@code $context} variable. */
  EventJson context(String name, ContextVariable variable, Exchange exchange) {
    return text(name, variable.value(exchange));
  }

  EventJson number(String name, long value) {
    json.writeName(name);
    json.writeNumber(value);
    return this;
  }

  EventJson truth(String name, boolean value) {
    json.writeName(name);
    json.writeBoolean(value);
    return this;
  }

  EventJson nothing(String name) {
    json.writeName(name);
    json.writeNull();
    return this;
  }

  /** A value that is JSON already. */
  EventJson raw(String name, String value) {
    json.writeName(name);
    json.writeRawValue(whole(value));
    return this;
  }

  EventJson base64(String name, byte[] value) {
    json.writeName(name);
    json.writeBinary(Base64Variants.MIME_NO_LINEFEEDS, value, 0, value.length);
    return this;
  }

  EventJson texts(String name, List<String> values) {
    json.writeName(whole(name));
    json.writeStartArray();
    for (int i = 0; i < values.size(); i++) {
      json.writeString(whole(values.get(i)));
    }
    json.writeEndArray();
    return this;
  }

  EventJson texts(String name, Map<String, String> values) {
    open(name);
    for (Map.Entry<String, String> entry : values.entrySet()) {
      text(entry.getKey(), entry.getValue());
    }
    return close();
  }

  /** Halves of surrogate pairs, which a token may bring as escapes, have no UTF-8. */
  private static String whole(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return repaired(text);
      }
    }
    return text;
  }

  private static String repaired(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(point ->
            out.appendCodePoint(
                point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE
                    ? 0xFFFD
                    : point));
    return out.toString();
  }
}
