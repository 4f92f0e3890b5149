package io.sallyport.core.definition;

import org.jspecify.annotations.Nullable;

/**
 * An RFC 6901 pointer. It is kept as the way down to it, and becomes text when somebody asks: a
 * document has a pointer for every value in it, and problems name few of them.
 */
public final class Pointer {

  /** The pointer of the whole document, which is empty. */
  public static final Pointer ROOT = new Pointer(null, "", 0);

  private final @Nullable Pointer parent;
  private final String token;
  private final int length;

  private Pointer(@Nullable Pointer parent, String token, int length) {
    this.parent = parent;
    this.token = token;
    this.length = length;
  }

  /** The pointer that is written {@code text}. */
  public static Pointer of(String text) {
    return text.isEmpty() ? ROOT : new Pointer(null, text, text.length());
  }

  /** The pointer of the entry {@code key} of the mapping here. */
  public Pointer child(String key) {
    return child(this, escape(key));
  }

  /** The pointer of item {@code index} of the sequence here. */
  public Pointer child(int index) {
    return child(this, Integer.toString(index));
  }

  /** The key that {@code token} of a pointer stands for. */
  public static String unescape(String token) {
    return token.indexOf('~') < 0 ? token : token.replace("~1", "/").replace("~0", "~");
  }

  /** The number of characters of its text. */
  public int length() {
    return length;
  }

  /** The pointer as RFC 6901 writes it. */
  @Override
  public String toString() {
    char[] text = new char[length];
    int end = length;
    Pointer at = this;
    while (at.parent != null) {
      end -= at.token.length();
      at.token.getChars(0, at.token.length(), text, end);
      text[--end] = '/';
      at = at.parent;
    }
    at.token.getChars(0, at.token.length(), text, 0);
    return new String(text);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Pointer pointer
        && pointer.length == length
        && (pointer == this || pointer.toString().equals(toString()));
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  private static Pointer child(Pointer parent, String token) {
    return new Pointer(parent, token, parent.length + 1 + token.length());
  }

  private static String escape(String key) {
    return key.indexOf('~') < 0 && key.indexOf('/') < 0
        ? key
        : key.replace("~", "~0").replace("/", "~1");
  }
}
