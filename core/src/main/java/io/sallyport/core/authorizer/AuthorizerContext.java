package io.sallyport.core.authorizer;

import io.sallyport.core.language.Json;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The {@code context} of an authorizer's result.
 *
 * @param texts every value as a text; numbers as they are written, without those that are null
 * @param json all of it with its types; {@code null} as a text where there is none
 */
public record AuthorizerContext(Map<String, String> texts, String json) {

  static final AuthorizerContext NONE = new AuthorizerContext(Map.of(), "null");

  private static final JsonFactory JSON = new JsonFactory();

  /** What values it may have. */
  public enum Form {
    /** Texts, numbers and booleans: events of version 1.0. {@code claims} is AWS's own name. */
    FLAT,
    /** Anything: events of version 2.0. */
    NESTED
  }

  /** Reads the value that {@code parser} stands at. */
  static AuthorizerContext read(JsonParser parser, Form form) throws MalformedOutput {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return NONE;
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new MalformedOutput(
          "`context` is " + Kinds.of(parser.currentToken()) + ", expected an object");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    StringBuilder json = new StringBuilder("{");
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (form == Form.FLAT) {
        checkFlat(name, token);
      }
      json.append(json.length() == 1 ? "" : ",").append(Json.quote(name)).append(':');
      json.append(value(name, parser, texts));
    }
    return new AuthorizerContext(texts, json.append('}').toString());
  }

  private static void checkFlat(String name, JsonToken token) throws MalformedOutput {
    if (!token.isScalarValue() || token == JsonToken.VALUE_NULL) {
      throw new MalformedOutput(
          "`"
              + name
              + "` of the context is "
              + Kinds.of(token)
              + ", expected a text, a number or a"
              + " boolean");
    }
    if (name.equals("claims")) {
      throw new MalformedOutput("the context has `claims`, a name that is not the function's");
    }
  }

  /** The value as JSON; its text goes to {@code texts}. */
  private static String value(String name, JsonParser parser, Map<String, String> texts) {
    return switch (parser.currentToken()) {
      case VALUE_NULL -> "null";
      case VALUE_STRING -> {
        texts.put(name, parser.getString());
        yield Json.quote(parser.getString());
      }
      case START_OBJECT, START_ARRAY -> {
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
          generator.copyCurrentStructure(parser);
        }
        texts.put(name, out.toString());
        yield out.toString();
      }
      case null, default -> {
        texts.put(name, parser.getString());
        yield parser.getString();
      }
    };
  }
}
