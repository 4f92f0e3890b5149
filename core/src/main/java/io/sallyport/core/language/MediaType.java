package io.sallyport.core.language;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Media types as mapping templates are keyed by them. */
public final class MediaType {

  /** What a message is in when it does not say. */
  public static final String JSON = "application/json";

  private MediaType() {}

  /** The media type of a Content-Type value: without parameters, in lower case, JSON if absent. */
  public static String of(@Nullable String contentType) {
    if (contentType == null || contentType.equals(JSON)) {
      return JSON;
    }
    int end = contentType.indexOf(';');
    String bare = (end < 0 ? contentType : contentType.substring(0, end)).strip();
    return bare.isEmpty() ? JSON : bare.toLowerCase(Locale.ROOT);
  }

  /** The first media type of an Accept value that is a key of {@code choices}, or null. */
  public static @Nullable String accepted(@Nullable String accept, Map<String, ?> choices) {
    if (accept == null) {
      return null;
    }
    int start = 0;
    while (start <= accept.length()) {
      int end = accept.indexOf(',', start);
      end = end < 0 ? accept.length() : end;
      String candidate = of(accept.substring(start, end));
      if (end > start && choices.containsKey(candidate)) {
        return candidate;
      }
      start = end + 1;
    }
    return null;
  }
}
