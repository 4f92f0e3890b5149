package io.sallyport.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads JSON forwards and takes nothing but what is expected: readers of policies disagree enough.
 */
final class StrictJson {

  private final JsonParser json;

  StrictJson(JsonParser json) {
    this.json = json;
  }

  /** Reads one member, whose value the parser stands at. */
  interface Member {
    void read(String name) throws InvalidPolicy;
  }

  /** Reads one item, which the parser stands at. */
  interface Item {
    void read() throws InvalidPolicy;
  }

  /** Hands the members of the object here to {@code member}, one by one. */
  void members(String what, Member member) throws InvalidPolicy {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw invalid(what + " is " + kind() + ", expected an object");
    }
    Set<String> seen = new HashSet<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      if (!seen.add(name)) {
        throw invalid("`" + name + "` stands here twice");
      }
      json.nextToken();
      member.read(name);
    }
  }

  /** Hands the items of the array here to {@code item}, or the one value that stands for it. */
  void items(Item item) throws InvalidPolicy {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      item.read();
      return;
    }
    String pointer = pointer();
    boolean empty = true;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      empty = false;
      item.read();
    }
    if (empty) {
      throw new InvalidPolicy(pointer, "the list is empty, expected at least one value");
    }
  }

  /** Whether a text stands here. */
  boolean isText() {
    return json.currentToken() == JsonToken.VALUE_STRING;
  }

  /** The text here. */
  Text text(String what) throws InvalidPolicy {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw invalid(what + " is " + kind() + ", expected a text");
    }
    return new Text(json.getString(), pointer());
  }

  /** The texts here: one, or a list of them. */
  List<Text> texts(String what) throws InvalidPolicy {
    List<Text> texts = new ArrayList<>();
    items(() -> texts.add(text(what)));
    return texts;
  }

  /** The texts, numbers and booleans here, as they are written. */
  List<Text> scalars(String what) throws InvalidPolicy {
    List<Text> scalars = new ArrayList<>();
    items(() -> {
      if (!json.currentToken().isScalarValue() || json.currentToken() == JsonToken.VALUE_NULL) {
        throw invalid(what + " is " + kind() + ", expected a text, a number or a boolean");
      }
      scalars.add(new Text(json.getString(), pointer()));
    });
    return scalars;
  }

  /** The RFC 6901 pointer of where the parser stands. */
  String pointer() {
    return json.streamReadContext().pathAsPointer().toString();
  }

  InvalidPolicy invalid(String message) {
    return new InvalidPolicy(pointer(), message);
  }

  private String kind() {
    return switch (json.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> "a text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      case null, default -> "nothing";
    };
  }
}
