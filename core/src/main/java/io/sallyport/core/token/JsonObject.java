package io.sallyport.core.token;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON object of somebody else's: RFC 8259, in UTF-8, each name once, nothing behind it. Values
 * are texts, {@link BigDecimal}, {@link Boolean}, {@link Null}, lists and maps of the same.
 */
final class JsonObject {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(16)
                  .maxNumberLength(64)
                  .maxNameLength(1024)
                  .maxStringLength(256 * 1024)
                  .build())
          .build();

  /** The exponent beyond which a number is no number of anything in a token. */
  private static final int LARGEST_SCALE = 64;

  private final Map<String, Object> members;

  private JsonObject(Map<String, Object> members) {
    this.members = members;
  }

  /** The value {@code null}. */
  enum Null {
    NULL
  }

  /** The object that {@code value} is, one with no members when it is none. */
  static JsonObject of(Object value) {
    Map<String, Object> members = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, member) -> members.put((String) name, member));
    }
    return new JsonObject(members);
  }

  static JsonObject read(byte[] bytes) throws Unacceptable {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text(bytes))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new Unacceptable("is not a JSON object");
      }
      Map<String, Object> members = object(parser);
      if (parser.nextToken() != null) {
        throw new Unacceptable("has something behind its JSON object");
      }
      return new JsonObject(members);
    } catch (JacksonException e) {
      throw new Unacceptable("is not the JSON expected: " + Printable.of(e.getOriginalMessage()));
    }
  }

  /** Every member, in the order they stand. */
  Map<String, Object> members() {
    return members;
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  /** The text of the member {@code name}, or null when there is none. */
  @Nullable String text(String name) throws Unacceptable {
    Object value = members.get(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw new Unacceptable("has a `" + name + "` that is not a text");
  }

  /** The number of the member {@code name}, or null when there is none. */
  @Nullable BigDecimal number(String name) throws Unacceptable {
    Object value = members.get(name);
    if (value == null || value instanceof BigDecimal) {
      return (BigDecimal) value;
    }
    throw new Unacceptable("has a `" + name + "` that is not a number");
  }

  /** The texts of the list {@code name}, or null when there is none. */
  @Nullable List<String> texts(String name) throws Unacceptable {
    Object value = members.get(name);
    if (value == null) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object element : list) {
        if (!(element instanceof String text)) {
          throw new Unacceptable("has a `" + name + "` that is not a list of texts");
        }
        texts.add(text);
      }
      return texts;
    }
    throw new Unacceptable("has a `" + name + "` that is not a list");
  }

  /** Without this the parser would guess at the encoding. */
  private static String text(byte[] bytes) throws Unacceptable {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw new Unacceptable("is not UTF-8");
    }
  }

  private static Map<String, Object> object(JsonParser parser) throws Unacceptable {
    Map<String, Object> members = new LinkedHashMap<>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      members.put(name, value(parser));
    }
    return members;
  }

  private static List<Object> list(JsonParser parser) throws Unacceptable {
    List<Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return elements;
  }

  private static Object value(JsonParser parser) throws Unacceptable {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getDecimalValue());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> Null.NULL;
      case START_OBJECT -> object(parser);
      case START_ARRAY -> list(parser);
      default -> throw new Unacceptable("is not a whole JSON object");
    };
  }

  private static BigDecimal number(BigDecimal number) throws Unacceptable {
    if (Math.abs(number.scale()) > LARGEST_SCALE) {
      throw new Unacceptable("has a number that is out of all bounds");
    }
    return number;
  }
}
