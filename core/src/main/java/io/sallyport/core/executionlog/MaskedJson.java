package io.sallyport.core.executionlog;

import io.sallyport.core.message.Bytes;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON text as an event shows it: without white space, every value under a secret's name masked,
 * at whatever depth, and no more of it than the event holds.
 */
final class MaskedJson {

  private static final JsonFactory JSON = new JsonFactory();

  /** Follows where the text stops being JSON; what comes there may be half a secret. */
  private static final String NOT_JSON = " (no JSON from here on)";

  private final JsonParser json;
  private final Predicate<String> secrets;
  private final Masking masking;
  private final int limit;
  private final StringBuilder out = new StringBuilder();

  /** How many levels of lists and objects the parser is inside a secret; 0 for outside. */
  private int secretDepth;

  private boolean secretValue;

  private MaskedJson(JsonParser json, Predicate<String> secrets, Masking masking, int limit) {
    this.json = json;
    this.secrets = secrets;
    this.masking = masking;
    this.limit = limit;
  }

  /**
   * The text; empty where not even its first token is JSON.
   *
   * @param secrets says by the name of a member whether its value is one
   * @param limit characters beyond which nothing is read
   */
  static String of(Bytes text, Predicate<String> secrets, Masking masking, int limit) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text.array())) {
      return new MaskedJson(json, secrets, masking, limit).read();
    } catch (JacksonException e) {
      return "";
    }
  }

  private String read() {
    JsonToken token = json.nextToken();
    try {
      while (token != null && out.length() <= limit) {
        write(token);
        token = json.nextToken();
      }
    } catch (JacksonException e) {
      out.append(NOT_JSON);
    }
    return out.toString();
  }

  private void write(JsonToken token) {
    switch (token) {
      case END_OBJECT, END_ARRAY -> {
        out.append(token.asString());
        secretDepth = Math.max(0, secretDepth - 1);
      }
      case PROPERTY_NAME -> {
        separate();
        quoted(json.currentName());
        out.append(':');
        secretValue = secrets.test(json.currentName());
      }
      case START_OBJECT, START_ARRAY -> {
        separate();
        out.append(token.asString());
        if (secretValue || secretDepth > 0) {
          secretDepth++;
        }
        secretValue = false;
      }
      default -> {
        separate();
        value(token, secretValue || secretDepth > 0);
        secretValue = false;
      }
    }
  }

  private void value(JsonToken token, boolean secret) {
    String text = json.getString();
    if (secret && token != JsonToken.VALUE_NULL) {
      quoted(masking.mask(text));
    } else if (token == JsonToken.VALUE_STRING) {
      quoted(text);
    } else {
      out.append(text);
    }
  }

  /** What stands before a value or a name tells whether a comma is due. */
  private void separate() {
    if (!out.isEmpty()) {
      char last = out.charAt(out.length() - 1);
      if (last != '{' && last != '[' && last != ':') {
        out.append(',');
      }
    }
  }

  private void quoted(String text) {
    String shown = text.length() > limit ? text.substring(0, limit + 1) : text;
    out.append('"');
    JsonStringEncoder.getInstance().quoteAsString(shown, out);
    out.append('"');
  }
}
