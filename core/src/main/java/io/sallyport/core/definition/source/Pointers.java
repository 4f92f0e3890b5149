package io.sallyport.core.definition.source;

/** RFC 6901 pointers as text. */
public final class Pointers {

  private Pointers() {}

  /** The pointer of the entry {@code key} of the mapping at {@code parent}. */
  public static String child(String parent, String key) {
    return parent + "/" + escape(key);
  }

  /** The pointer of item {@code index} of the sequence at {@code parent}. */
  public static String child(String parent, int index) {
    return parent + "/" + index;
  }

  /** The key that {@code token} of a pointer stands for. */
  public static String unescape(String token) {
    return token.replace("~1", "/").replace("~0", "~");
  }

  private static String escape(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }
}
