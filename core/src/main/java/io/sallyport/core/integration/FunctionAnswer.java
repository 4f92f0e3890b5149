package io.sallyport.core.integration;

import io.sallyport.core.message.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * What a function returned to a proxy integration, read in one pass: the members that make a
 * response, and what is wrong with them. Whether a fault counts is for each format to say.
 */
final class FunctionAnswer {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(100)
                  .maxStringLength(LambdaEndpoint.PAYLOAD_LIMIT)
                  .build())
          .build();

  /** What kind of JSON value it is. */
  enum Shape {
    OBJECT,
    STRING,
    OTHER,
    /** No JSON at all, of which {@link #fault} tells. */
    NONE
  }

  /** A header or a cookie. */
  record Field(String name, String value) {}

  private Shape shape = Shape.NONE;
  private boolean hasStatus;
  private int status;
  private final List<Field> headers = new ArrayList<>();
  private final List<Field> multiValueHeaders = new ArrayList<>();
  private final List<String> cookies = new ArrayList<>();
  private String body = "";
  private boolean base64;
  private @Nullable String unknown;
  private @Nullable String fault;

  private FunctionAnswer() {}

  static FunctionAnswer read(Bytes payload) {
    FunctionAnswer answer = new FunctionAnswer();
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), payload.array())) {
      answer.document(json);
    } catch (JacksonException e) {
      answer.shape = Shape.NONE;
      answer.fault = "it is not JSON: " + e.getOriginalMessage();
    }
    return answer;
  }

  Shape shape() {
    return shape;
  }

  /** Whether there is a {@code statusCode}, right or wrong. */
  boolean hasStatus() {
    return hasStatus;
  }

  /** The status; 0 where none is given. */
  int status() {
    return status;
  }

  List<Field> headers() {
    return headers;
  }

  List<Field> multiValueHeaders() {
    return multiValueHeaders;
  }

  List<String> cookies() {
    return cookies;
  }

  /** The body; where the whole is a string, that string. */
  String body() {
    return body;
  }

  boolean isBase64() {
    return base64;
  }

  /** The first member no format of version 1.0 has, or null. */
  @Nullable String unknown() {
    return unknown;
  }

  /** What is wrong with a member, or null. */
  @Nullable String fault() {
    return fault;
  }

  private void document(JsonParser json) {
    switch (json.nextToken()) {
      case null -> {
        fault = "it is empty";
        return;
      }
      case START_OBJECT -> {
        members(json);
        shape = Shape.OBJECT;
      }
      case VALUE_STRING -> {
        body = json.getString();
        shape = Shape.STRING;
      }
      default -> {
        json.skipChildren();
        shape = Shape.OTHER;
      }
    }
    if (json.nextToken() != null) {
      shape = Shape.NONE;
      fault = "something follows the JSON value";
    }
  }

  private void members(JsonParser json) {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      JsonToken token = json.nextToken();
      switch (name) {
        case "statusCode" -> status(token, json);
        case "headers" -> fields(name, headers, Values.ONE, token, json);
        case "multiValueHeaders" -> fields(name, multiValueHeaders, Values.LIST, token, json);
        case "cookies" -> {
          note(name);
          cookies(token, json);
        }
        case "body" -> body(token, json);
        case "isBase64Encoded" -> base64(token, json);
        default -> {
          note(name);
          json.skipChildren();
        }
      }
    }
  }

  private void note(String name) {
    if (unknown == null) {
      unknown = name;
    }
  }

  private void status(JsonToken token, JsonParser json) {
    hasStatus = token != JsonToken.VALUE_NULL;
    status = 0;
    if (!hasStatus) {
      return;
    }
    boolean scalar = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_STRING;
    status = scalar ? status(json.getString()) : 0;
    if (status == 0) {
      wrong(json, "`statusCode`, expected a status from `200` to `599`");
    }
  }

  /** The status {@code text} names, or 0; below 200 there is none that ends a request. */
  private static int status(String text) {
    if (text.length() != 3) {
      return 0;
    }
    int value = 0;
    for (int i = 0; i < 3; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return 0;
      }
      value = value * 10 + digit;
    }
    return value >= 200 && value <= 599 ? value : 0;
  }

  private void body(JsonToken token, JsonParser json) {
    switch (token) {
      case VALUE_STRING -> body = json.getString();
      case VALUE_NULL -> body = "";
      default -> wrong(json, "`body`, expected a string");
    }
  }

  private void base64(JsonToken token, JsonParser json) {
    switch (token) {
      case VALUE_TRUE -> base64 = true;
      case VALUE_FALSE, VALUE_NULL -> base64 = false;
      default -> wrong(json, "`isBase64Encoded`, expected `true` or `false`");
    }
  }

  private enum Values {
    ONE,
    LIST
  }

  private void fields(
      String member, List<Field> fields, Values values, JsonToken token, JsonParser json) {
    fields.clear();
    if (token == JsonToken.VALUE_NULL) {
      return;
    }
    if (token != JsonToken.START_OBJECT) {
      wrong(json, "`" + member + "`, expected an object");
      return;
    }
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.START_ARRAY && values == Values.LIST) {
        list(member, name, fields, json);
      } else if (values == Values.ONE && value.isScalarValue()) {
        add(name, value, fields, json);
      } else {
        wrong(json, "`" + name + "` of `" + member + "`");
      }
    }
  }

  private void list(String member, String name, List<Field> fields, JsonParser json) {
    JsonToken token = json.nextToken();
    while (token != JsonToken.END_ARRAY) {
      if (token.isScalarValue()) {
        add(name, token, fields, json);
      } else {
        wrong(json, "`" + name + "` of `" + member + "`");
      }
      token = json.nextToken();
    }
  }

  /** Numbers and truths become texts; null is no header. */
  private static void add(String name, JsonToken token, List<Field> fields, JsonParser json) {
    if (token != JsonToken.VALUE_NULL) {
      fields.add(new Field(name, json.getString()));
    }
  }

  private void cookies(JsonToken token, JsonParser json) {
    cookies.clear();
    if (token == JsonToken.VALUE_NULL) {
      return;
    }
    if (token != JsonToken.START_ARRAY) {
      wrong(json, "`cookies`, expected a list");
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.VALUE_STRING) {
        cookies.add(json.getString());
      } else {
        wrong(json, "`cookies`, expected strings");
      }
    }
  }

  /** Notes the first member that is wrong, and leaves its value behind. */
  private void wrong(JsonParser json, String member) {
    if (fault == null) {
      fault = "wrong value of " + member;
    }
    json.skipChildren();
  }
}
