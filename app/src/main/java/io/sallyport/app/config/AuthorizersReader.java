package io.sallyport.app.config;

import io.sallyport.core.compile.AuthorizerSettings;
import java.time.Duration;

/** Reads {@code authorizers}: how Lambda authorizers work. */
final class AuthorizersReader {

  private static final Duration LONGEST_STALE = Duration.ofHours(1);
  private static final int KB = 1024;
  private static final long MB = 1024L * KB;

  private AuthorizersReader() {}

  static AuthorizerSettings read(Section root) {
    AuthorizerSettings defaults = AuthorizerSettings.DEFAULTS;
    Section authorizers =
        root.section("authorizers", "`authorizers`", "staleIfError", "resultLimit", "cacheSize");
    return new AuthorizerSettings(
        authorizers.duration("staleIfError", defaults.staleIfError(), Duration.ZERO, LONGEST_STALE),
        (int) authorizers.bytes("resultLimit", defaults.resultLimit(), KB, 6 * MB),
        authorizers.bytes("cacheSize", defaults.cacheBytes(), MB, 16 * 1024 * MB));
  }
}
