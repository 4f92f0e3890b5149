package io.sallyport.core.event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names and their values, in the order in which the names came first. A name is spelled as it was
 * the first time.
 */
final class Values {

  /** Up to here a name is found by looking through all; a hostile request gets an index. */
  private static final int SCANNED = 32;

  private final Case letters;
  private final List<String> names = new ArrayList<>(16);
  private final List<List<String>> values = new ArrayList<>(16);
  private @Nullable Map<String, Integer> index;

  Values(Case letters) {
    this.letters = letters;
  }

  /** Whether upper and lower case make two names. */
  enum Case {
    COUNTS,
    IGNORED
  }

  void add(String name, String value) {
    int at = find(name);
    if (at >= 0) {
      append(at, value);
      return;
    }
    names.add(name);
    values.add(List.of(value));
    if (index != null) {
      index.put(key(name), names.size() - 1);
    }
  }

  /** Puts {@code value} in place of every value of {@code name}. */
  void set(String name, String value) {
    int at = find(name);
    if (at >= 0) {
      values.set(at, List.of(value));
    } else {
      add(name, value);
    }
  }

  /** The last value of {@code name}, or null. */
  @Nullable String last(String name) {
    int at = find(name);
    return at < 0 ? null : values.get(at).getLast();
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  /** One member for each name: its last value. */
  void lasts(String member, EventJson out) {
    out.open(member);
    for (int i = 0; i < names.size(); i++) {
      out.text(names.get(i), values.get(i).getLast());
    }
    out.close();
  }

  /** One member for each name: its values in one text, with commas between. */
  void joined(String member, EventJson out) {
    out.open(member);
    for (int i = 0; i < names.size(); i++) {
      List<String> all = values.get(i);
      out.text(names.get(i), all.size() == 1 ? all.getFirst() : String.join(",", all));
    }
    out.close();
  }

  /** One member for each name: the list of its values. */
  void lists(String member, EventJson out) {
    out.open(member);
    for (int i = 0; i < names.size(); i++) {
      out.texts(names.get(i), values.get(i));
    }
    out.close();
  }

  private void append(int at, String value) {
    List<String> before = values.get(at);
    if (before.size() == 1) {
      before = new ArrayList<>(before);
      values.set(at, before);
    }
    before.add(value);
  }

  private int find(String name) {
    if (index == null && names.size() > SCANNED) {
      index = HashMap.newHashMap(4 * SCANNED);
      for (int i = 0; i < names.size(); i++) {
        index.put(key(names.get(i)), i);
      }
    }
    if (index != null) {
      return index.getOrDefault(key(name), -1);
    }
    for (int i = 0; i < names.size(); i++) {
      if (isSame(names.get(i), name)) {
        return i;
      }
    }
    return -1;
  }

  private boolean isSame(String one, String other) {
    return letters == Case.COUNTS ? one.equals(other) : one.equalsIgnoreCase(other);
  }

  private String key(String name) {
    return letters == Case.COUNTS ? name : name.toLowerCase(Locale.ROOT);
  }
}
