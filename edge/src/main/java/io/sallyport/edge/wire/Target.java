package io.sallyport.edge.wire;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a request is for: its method, the path and query of its target, and its authority. */
final class Target {

  static final int MAX_METHOD = 32;

  static final Malformed LONG_METHOD =
      new Malformed(501, "a method longer than " + MAX_METHOD + " characters");

  private Target() {}

  /** Takes the path and query at {@code b[from, to)}, which are target characters. */
  static @Nullable Malformed path(RequestHead head, byte[] b, int from, int to) {
    int end = from;
    while (end < to && b[end] != '?') {
      if (b[end] == '%'
          && (end + 2 >= to || Octets.hex(b[end + 1]) < 0 || Octets.hex(b[end + 2]) < 0)) {
        return Malformed.bad("a percent sign in the path without two hexadecimal digits");
      }
      end++;
    }
    head.path = Octets.text(b, from, end);
    if (end < to) {
      head.query = Octets.text(b, end + 1, to);
    }
    return null;
  }

  /** The host of {@code host [":" port]} in lower case, or null when it is not one. */
  static @Nullable String host(byte[] b, int from, int to) {
    int end = from;
    boolean upper = false;
    if (from < to && b[from] == '[') {
      end = from + 1;
      while (end < to && (Octets.hex(b[end]) >= 0 || b[end] == ':' || b[end] == '.')) {
        end++;
      }
      if (end == to || b[end] != ']' || end < from + 3) {
        return null;
      }
      end++;
      upper = true;
    } else {
      while (end < to && Octets.isHost(b[end])) {
        upper |= b[end] >= 'A' && b[end] <= 'Z';
        end++;
      }
    }
    if (end == from || !port(b, end, to)) {
      return null;
    }
    String host = Octets.text(b, from, end);
    return upper ? host.toLowerCase(Locale.ROOT) : host;
  }

  private static boolean port(byte[] b, int from, int to) {
    if (from == to) {
      return true;
    }
    if (b[from] != ':' || to - from > 6) {
      return false;
    }
    for (int i = from + 1; i < to; i++) {
      if (!Octets.isDigit(b[i])) {
        return false;
      }
    }
    return true;
  }

  /** The port of what {@link #host} takes; {@code otherwise} when it names none. */
  static int port(byte[] b, int from, int to, int otherwise) {
    int digits = to;
    while (digits > from && Octets.isDigit(b[digits - 1])) {
      digits--;
    }
    if (digits == to || digits == from || b[digits - 1] != ':') {
      return otherwise;
    }
    return (int) Octets.number(b, digits, to);
  }

  /** The method; the usual ones without making a string. */
  static String method(byte[] b, int from, int to) {
    return switch (to - from) {
      case 3 -> same(b, from, "GET") ? "GET" : same(b, from, "PUT") ? "PUT" : any(b, from, to);
      case 4 -> same(b, from, "POST") ? "POST" : same(b, from, "HEAD") ? "HEAD" : any(b, from, to);
      case 5 -> same(b, from, "PATCH") ? "PATCH" : any(b, from, to);
      case 6 -> same(b, from, "DELETE") ? "DELETE" : any(b, from, to);
      case 7 -> same(b, from, "OPTIONS") ? "OPTIONS" : any(b, from, to);
      default -> any(b, from, to);
    };
  }

  private static String any(byte[] b, int from, int to) {
    return Octets.text(b, from, to);
  }

  private static boolean same(byte[] b, int from, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (b[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
