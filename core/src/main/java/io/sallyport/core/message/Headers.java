package io.sallyport.core.message;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The header fields of one message, in the order and spelling they arrived in. */
public interface Headers {

  /** The number of field lines. */
  int size();

  /** The field name at {@code index}, in its original spelling. */
  String name(int index);

  /** The field value at {@code index}, without surrounding white space. */
  String value(int index);

  /** The constant for the name at {@code index}, or null when no rule knows the name. */
  @Nullable KnownHeader known(int index);

  /** The first value of {@code header}, or null when absent. */
  default @Nullable String first(KnownHeader header) {
    for (int i = 0; i < size(); i++) {
      if (known(i) == header) {
        return value(i);
      }
    }
    return null;
  }

  /** The last value of {@code header}, or null when absent. */
  default @Nullable String last(KnownHeader header) {
    for (int i = size() - 1; i >= 0; i--) {
      if (known(i) == header) {
        return value(i);
      }
    }
    return null;
  }

  /** The last value of the field named {@code name} in any case, or null when absent. */
  default @Nullable String last(String name) {
    for (int i = size() - 1; i >= 0; i--) {
      if (name.equalsIgnoreCase(name(i))) {
        return value(i);
      }
    }
    return null;
  }

  /** All values of the field named {@code name} in any case, in order. */
  default List<String> all(String name) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      if (name.equalsIgnoreCase(name(i))) {
        values.add(value(i));
      }
    }
    return values;
  }
}
