package io.sallyport.core.authorizer;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** The kinds of JSON values in words. */
final class Kinds {

  private Kinds() {}

  static String of(@Nullable JsonToken token) {
    return switch (token) {
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
