package io.sallyport.core.executionlog;

import io.sallyport.core.language.PercentCoding;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which header fields and query parameters carry secrets. AWS says only that authorization headers,
 * key values and similar sensitive parameters are redacted; session tokens and cookies, which it
 * shows, are counted among them here.
 */
final class Secrets {

  private static final Set<String> NAMES =
      Set.of(
          "authorization",
          "proxy-authorization",
          "cookie",
          "set-cookie",
          "x-api-key",
          "x-amz-security-token",
          "x-amz-signature",
          "x-amz-credential",
          "access_token",
          "id_token",
          "refresh_token",
          "client_secret",
          "api_key",
          "apikey",
          "api-key",
          "token",
          "password",
          "signature");

  private Secrets() {}

  /** Whether values of {@code name}, in any case, are masked. */
  static boolean has(String name) {
    return NAMES.contains(name.toLowerCase(Locale.ROOT));
  }

  /** A request target with the secrets of its query masked. */
  static String target(String target, Predicate<String> secrets, Masking masking) {
    int mark = target.indexOf('?');
    if (mark < 0) {
      return target;
    }
    StringBuilder out = new StringBuilder(target.length()).append(target, 0, mark);
    char before = '?';
    for (String parameter : target.substring(mark + 1).split("&", -1)) {
      int equals = parameter.indexOf('=');
      boolean secret =
          equals >= 0 && secrets.test(PercentCoding.decodeQuery(parameter.substring(0, equals)));
      out.append(before);
      if (secret) {
        out.append(parameter, 0, equals + 1).append(masking.mask(parameter.substring(equals + 1)));
      } else {
        out.append(parameter);
      }
      before = '&';
    }
    return out.toString();
  }
}
