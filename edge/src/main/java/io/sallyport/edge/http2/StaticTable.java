package io.sallyport.edge.http2;

import io.sallyport.core.message.KnownHeader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The static table of RFC 7541, appendix A. Indexes begin with 1. */
final class StaticTable {

  /** The greatest index. */
  static final int LENGTH = 61;

  static final int AUTHORITY = 1;
  static final int METHOD_GET = 2;
  static final int METHOD_POST = 3;
  static final int PATH_ROOT = 4;
  static final int SCHEME_HTTP = 6;
  static final int SCHEME_HTTPS = 7;
  static final int STATUS_200 = 8;
  static final int STATUS_204 = 9;
  static final int STATUS_206 = 10;
  static final int STATUS_304 = 11;
  static final int STATUS_400 = 12;
  static final int STATUS_404 = 13;
  static final int STATUS_500 = 14;

  /** The entries before the first regular field, as "name value". */
  private static final String[] PSEUDO = {
    ":authority",
    ":method GET",
    ":method POST",
    ":path /",
    ":path /index.html",
    ":scheme http",
    ":scheme https",
    ":status 200",
    ":status 204",
    ":status 206",
    ":status 304",
    ":status 400",
    ":status 404",
    ":status 500",
  };

  /** The regular fields; only accept-encoding has a value. */
  private static final String[] REGULAR = {
    "accept-charset",
    "accept-encoding gzip, deflate",
    "accept-language",
    "accept-ranges",
    "accept",
    "access-control-allow-origin",
    "age",
    "allow",
    "authorization",
    "cache-control",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-length",
    "content-location",
    "content-range",
    "content-type",
    "cookie",
    "date",
    "etag",
    "expect",
    "expires",
    "from",
    "host",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "last-modified",
    "link",
    "location",
    "max-forwards",
    "proxy-authenticate",
    "proxy-authorization",
    "range",
    "referer",
    "refresh",
    "retry-after",
    "server",
    "set-cookie",
    "strict-transport-security",
    "transfer-encoding",
    "user-agent",
    "vary",
    "via",
    "www-authenticate",
  };

  private static final TableEntry[] ENTRIES = entries();

  private static final int SLOTS = 256;

  /** The indexes of the regular names by the hash of the name. */
  private static final byte[][] BY_NAME = byName();

  private StaticTable() {}

  /** The entry at {@code index}, 1 to {@link #LENGTH}. */
  static TableEntry get(int index) {
    return ENTRIES[index - 1];
  }

  /** The index of the lower-case name {@code bytes[from, from + length)}, or 0. */
  static int indexOf(byte[] bytes, int from, int length) {
    if (length == 0) {
      return 0;
    }
    for (byte index : BY_NAME[slot(bytes, from, length)]) {
      byte[] name = get(index).name;
      if (Arrays.equals(name, 0, name.length, bytes, from, from + length)) {
        return index;
      }
    }
    return 0;
  }

  private static int slot(byte[] bytes, int from, int length) {
    return bytes[from] * 31 + bytes[from + length - 1] * 7 + length * 131 & SLOTS - 1;
  }

  private static TableEntry[] entries() {
    TableEntry[] entries = new TableEntry[PSEUDO.length + REGULAR.length];
    for (int i = 0; i < entries.length; i++) {
      String field = i < PSEUDO.length ? PSEUDO[i] : REGULAR[i - PSEUDO.length];
      int blank = field.indexOf(' ');
      String name = blank < 0 ? field : field.substring(0, blank);
      String value = blank < 0 ? "" : field.substring(blank + 1);
      entries[i] = new TableEntry(ascii(name), ascii(value), KnownHeader.of(name));
    }
    return entries;
  }

  private static byte[][] byName() {
    byte[][] table = new byte[SLOTS][0];
    for (int i = PSEUDO.length; i < ENTRIES.length; i++) {
      byte[] name = ENTRIES[i].name;
      int slot = slot(name, 0, name.length);
      table[slot] = Arrays.copyOf(table[slot], table[slot].length + 1);
      table[slot][table[slot].length - 1] = (byte) (i + 1);
    }
    return table;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
