package io.sallyport.app.gateway;

import io.sallyport.adapters.crypto.Corretto;
import io.sallyport.adapters.issuer.LocalIssuer;
import io.sallyport.adapters.keys.HttpKeySource;
import io.sallyport.app.config.Configuration;
import io.sallyport.app.config.Configuration.CryptoProvider;
import io.sallyport.app.config.Configuration.TokenCache;
import io.sallyport.app.config.Configuration.Tokens;
import io.sallyport.app.config.IssuerChoices;
import io.sallyport.core.pipeline.Times;
import io.sallyport.core.token.Cryptography;
import io.sallyport.core.token.Delay;
import io.sallyport.core.token.Issuers;
import io.sallyport.core.token.KeyLocation;
import io.sallyport.core.token.Revocation;
import io.sallyport.core.token.TokenSettings;
import java.io.PrintStream;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The issuers of a gateway, as its configuration wants them. */
final class TokenIssuers {

  private TokenIssuers() {}

  /**
   * Nothing is loaded or read before a definition names an issuer.
   *
   * @param local signs for the issuers that the configuration calls local
   */
  static Issuers of(Configuration configuration, LocalIssuer local, PrintStream err) {
    return new Issuers(
        new HttpKeySource(configuration.upstreamTrust()),
        Times.SYSTEM,
        Delay.SYSTEM,
        issuer -> location(configuration.issuers().of(issuer), issuer, local),
        settings(configuration),
        () -> cryptography(configuration.tokens().provider(), err));
  }

  private static @Nullable KeyLocation location(
      IssuerChoices.@Nullable Keys chosen, String issuer, LocalIssuer local) {
    return switch (chosen) {
      case null -> null;
      case IssuerChoices.Local _ -> new KeyLocation.Held(() -> local.keys(issuer));
      case IssuerChoices.Discovery(URI document) -> new KeyLocation.Discovery(document);
      case IssuerChoices.Jwks(URI keys) -> new KeyLocation.Published(keys);
    };
  }

  private static TokenSettings settings(Configuration configuration) {
    Tokens tokens = configuration.tokens();
    return new TokenSettings(
        switch (tokens.algorithms()) {
          case AWS -> TokenSettings.AWS;
          case ALL -> TokenSettings.ASYMMETRIC;
        },
        tokens.cache() == TokenCache.ON ? configuration.limits().tokenCache() : 0,
        Revocation.NONE);
  }

  private static Cryptography cryptography(CryptoProvider wanted, PrintStream err) {
    if (wanted == CryptoProvider.JDK) {
      return Cryptography.JDK;
    }
    return switch (Corretto.load()) {
      case Corretto.Usable usable -> Cryptography.preferring(usable.provider());
      case Corretto.Unusable(String reason) -> {
        err.println("cryptoProvider corretto cannot be used: " + reason + "; the JDK is");
        yield Cryptography.JDK;
      }
    };
  }
}
