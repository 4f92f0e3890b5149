package io.sallyport.conformance.definitions;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Reads the fields a shape of the specification names: {@code {type a|b, tls{skip (R), name (H)},
 * responses{"x":{status}}}}. What is keyed by text of the operator's is named {@code *}.
 */
final class Shape {

  private static final String ANY_KEY = "*";

  private final String text;
  private final List<Field> fields = new ArrayList<>();
  private final Deque<String> owners = new ArrayDeque<>();
  private String last = "";
  private int at;

  /**
   * A field.
   *
   * @param owner the path of the object it stands in; empty for the outermost
   * @param apis the letters of the APIs that have it; empty where the shape does not say
   */
  record Field(String owner, String name, String apis) {}

  private Shape(String text) {
    this.text = text;
  }

  static List<Field> fields(String text) {
    Shape shape = new Shape(text);
    shape.read();
    return List.copyOf(shape.fields);
  }

  private void read() {
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '{') {
        open();
        name();
      } else if (c == '}') {
        close();
      } else if (c == ',' && !owners.isEmpty()) {
        name();
      } else if (c == '(') {
        at = end(')');
      }
    }
  }

  private void open() {
    String above = owners.isEmpty() ? "" : owners.peek();
    owners.push(above.isEmpty() ? last : above + "." + last);
  }

  private void close() {
    if (!owners.isEmpty()) {
      owners.pop();
    }
  }

  /** Reads the name that stands here, if one does; what follows it up to the comma is its value. */
  private void name() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '"') {
      last = ANY_KEY;
      return;
    }
    int start = at;
    while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
      at++;
    }
    if (at > start) {
      last = text.substring(start, at);
      String owner = owners.isEmpty() ? "" : owners.peek();
      fields.add(new Field(owner, last, apis()));
    }
  }

  /** The letters of the remark {@code (R)} or {@code (H)} that belongs to the name just read. */
  private String apis() {
    int next = at;
    while (next < text.length() && "{}[] ".indexOf(text.charAt(next)) >= 0) {
      if (text.charAt(next) == '}' && text.charAt(next - 1) != '{') {
        return "";
      }
      next++;
    }
    boolean remarks = text.startsWith("(R)", next) || text.startsWith("(H)", next);
    return remarks ? text.substring(next + 1, next + 2) : "";
  }

  private int end(char closing) {
    int end = text.indexOf(closing, at);
    return end < 0 ? text.length() : end + 1;
  }
}
