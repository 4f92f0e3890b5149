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

  /** Members of what functions are given and give back that tell who the caller is. */
  private static final Set<String> MEMBERS =
      Set.of("authorizationToken", "identitySource", "principalId", "usageIdentifierKey");

  private Secrets() {}

  /** Whether values of {@code name}, in any case, are masked. */
  static boolean has(String name) {
    return NAMES.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Whether the member {@code name} of an event or of a result of a function is a secret. */
  static boolean hasFunctions(String name) {
    return MEMBERS.contains(name);
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
