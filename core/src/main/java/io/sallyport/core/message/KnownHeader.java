package io.sallyport.core.message;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A header field name that some rule of the gateway treats specially, or that is common enough to
 * be worth a constant. The parser tags each field with its constant once, so that rules compare
 * ordinals and never strings.
 */
public enum KnownHeader {
  ACCEPT("Accept"),
  ACCEPT_CHARSET("Accept-Charset"),
  ACCEPT_ENCODING("Accept-Encoding"),
  AGE("Age"),
  AUTHORIZATION("Authorization"),
  CONNECTION("Connection"),
  CONTENT_ENCODING("Content-Encoding"),
  CONTENT_LENGTH("Content-Length"),
  CONTENT_MD5("Content-MD5"),
  CONTENT_TYPE("Content-Type"),
  COOKIE("Cookie"),
  DATE("Date"),
  EXPECT("Expect"),
  FORWARDED("Forwarded"),
  HOST("Host"),
  KEEP_ALIVE("Keep-Alive"),
  MAX_FORWARDS("Max-Forwards"),
  ORIGIN("Origin"),
  PRAGMA("Pragma"),
  PROXY_AUTHENTICATE("Proxy-Authenticate"),
  PROXY_AUTHORIZATION("Proxy-Authorization"),
  PROXY_CONNECTION("Proxy-Connection"),
  RANGE("Range"),
  REFERER("Referer"),
  SERVER("Server"),
  SET_COOKIE("Set-Cookie"),
  TE("TE"),
  TRAILER("Trailer"),
  TRANSFER_ENCODING("Transfer-Encoding"),
  UPGRADE("Upgrade"),
  USER_AGENT("User-Agent"),
  VIA("Via"),
  WARN("Warn"),
  WWW_AUTHENTICATE("WWW-Authenticate"),
  X_AMZ_APIGW_ID("x-amz-apigw-id"),
  X_AMZN_APIGATEWAY_API_ID("X-Amzn-Apigateway-Api-Id"),
  X_AMZN_ERROR_TYPE("x-amzn-ErrorType"),
  X_AMZN_REQUEST_ID("x-amzn-RequestId"),
  X_AMZN_TRACE_ID("X-Amzn-Trace-Id"),
  APIGW_REQUEST_ID("Apigw-Requestid"),
  X_API_KEY("x-api-key"),
  X_FORWARDED_FOR("X-Forwarded-For"),
  X_FORWARDED_HOST("X-Forwarded-Host"),
  X_FORWARDED_PORT("X-Forwarded-Port"),
  X_FORWARDED_PROTO("X-Forwarded-Proto"),
  X_HTTP_METHOD_OVERRIDE("X-HTTP-Method-Override");

  private static final int SLOTS = 512;
  private static final KnownHeader[][] TABLE = table();

  private final String canonical;

  @SuppressWarnings("ImmutableEnumChecker") // never written after construction, never handed out
  private final byte[] lower;

  KnownHeader(String canonical) {
    this.canonical = canonical;
    this.lower = canonical.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
  }

  /** The spelling AWS uses on the wire. */
  public String canonical() {
    return canonical;
  }

  /** The constant for {@code name} in any case, or null when no rule knows it. */
  public static @Nullable KnownHeader of(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
    return of(bytes, 0, bytes.length);
  }

  /** The constant for the ASCII name at {@code bytes[from, from + length)}, or null. */
  public static @Nullable KnownHeader of(byte[] bytes, int from, int length) {
    if (length == 0) {
      return null;
    }
    for (KnownHeader candidate : TABLE[slot(bytes, from, length)]) {
      if (candidate.matches(bytes, from, length)) {
        return candidate;
      }
    }
    return null;
  }

  private boolean matches(byte[] bytes, int from, int length) {
    if (length != lower.length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (lowerCase(bytes[from + i]) != lower[i]) {
        return false;
      }
    }
    return true;
  }

  private static int slot(byte[] bytes, int from, int length) {
    int first = lowerCase(bytes[from]);
    int last = lowerCase(bytes[from + length - 1]);
    return (first * 31 + last * 7 + length * 131) & (SLOTS - 1);
  }

  private static byte lowerCase(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
  }

  private static KnownHeader[][] table() {
    KnownHeader[][] table = new KnownHeader[SLOTS][0];
    for (KnownHeader header : values()) {
      int slot = slot(header.lower, 0, header.lower.length);
      KnownHeader[] grown = new KnownHeader[table[slot].length + 1];
      System.arraycopy(table[slot], 0, grown, 0, table[slot].length);
      grown[grown.length - 1] = header;
      table[slot] = grown;
    }
    return table;
  }
}
