package io.sallyport.core.token;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An address that keys may be read from: HTTPS, because whoever can change the keys on their way
 * can sign as the issuer. On the machine itself plain HTTP does, where the operator says so.
 */
public final class PublicUrl {

  private PublicUrl() {}

  /** Why keys may not be read from {@code text} as an operator chose it; null when they may. */
  public static @Nullable String unfit(String text) {
    try {
      read(text, true);
      return null;
    } catch (Unacceptable e) {
      return e.reason();
    }
  }

  /** Whether {@code issuer} is an address whose own discovery document may be read. */
  public static @Nullable String unfitIssuer(String issuer) {
    try {
      read(issuer, false);
      return null;
    } catch (Unacceptable e) {
      return e.reason();
    }
  }

  static URI read(String text, boolean chosen) throws Unacceptable {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      boolean plain = chosen && scheme.equals("http") && isLoopback(uri.getHost());
      if (uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) {
        throw new Unacceptable("names `" + Printable.of(text) + "`, which is no plain URL");
      }
      if (!scheme.equals("https") && !plain) {
        throw new Unacceptable("names `" + Printable.of(text) + "`, which is not HTTPS");
      }
      return uri;
    } catch (URISyntaxException _) {
      throw new Unacceptable("names `" + Printable.of(text) + "`, which is no URL");
    }
  }

  private static boolean isLoopback(@Nullable String host) {
    return host != null
        && (host.equals("localhost")
            || host.equals("[::1]")
            || host.matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}"));
  }
}
