package io.sallyport.core.token;

import io.sallyport.core.pipeline.KeySource;
import io.sallyport.core.token.KeyFailure.Stage;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Reads an issuer's keys once: its discovery document where that is how they are found, then the
 * JWK set. See the API Gateway guide, "Control access to HTTP APIs with JWT authorizers".
 */
final class KeyReading {

  /** For each document, from the connection to the last byte. */
  static final Duration TIMEOUT = Duration.ofMillis(1500);

  /** The longest document, in bytes. */
  static final int LONGEST = 150_000;

  /** What came of it. */
  sealed interface Result {}

  /** The keys, and how long the issuer says they may be kept; negative when it does not say. */
  record Keys(KeySet keys, Duration maxAge) implements Result {}

  /** No keys. */
  record Failed(KeyFailure failure) implements Result {}

  private final String issuer;
  private final KeySource source;
  private final Cryptography cryptography;
  private final Consumer<Result> receiver;

  KeyReading(
      String issuer, KeySource source, Cryptography cryptography, Consumer<Result> receiver) {
    this.issuer = issuer;
    this.source = source;
    this.cryptography = cryptography;
    this.receiver = receiver;
  }

  void start(KeyLocation location) {
    switch (location) {
      case KeyLocation.Own _ -> own();
      case KeyLocation.Discovery(URI document) ->
          source.fetch(document, TIMEOUT, LONGEST, found -> discovered(found, location));
      case KeyLocation.Published(URI keys) -> source.fetch(keys, TIMEOUT, LONGEST, this::read);
      case KeyLocation.Held held ->
          read(new KeySource.Document(held.document().get(), Duration.ofSeconds(-1)));
    }
  }

  private void own() {
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    try {
      URI document = new URI(base + "/.well-known/openid-configuration");
      source.fetch(
          document, TIMEOUT, LONGEST, found -> discovered(found, KeyLocation.Own.DISCOVERED));
    } catch (URISyntaxException _) {
      fail(Stage.DISCOVERY, "the issuer `" + Printable.of(issuer) + "` is no URL");
    }
  }

  private void discovered(KeySource.Fetched found, KeyLocation location) {
    switch (found) {
      case KeySource.Unavailable(String reason) -> fail(Stage.DISCOVERY, reason);
      case KeySource.Document document -> {
        try {
          source.fetch(keysOf(document, location), TIMEOUT, LONGEST, this::read);
        } catch (Unacceptable e) {
          fail(Stage.DISCOVERY, "its discovery document " + e.reason());
        }
      }
    }
  }

  private URI keysOf(KeySource.Document document, KeyLocation location) throws Unacceptable {
    JsonObject metadata = JsonObject.read(document.content().array());
    String named = metadata.text("issuer");
    // One that stands in for the issuer's own may call itself what it likes: the operator chose it.
    if (location instanceof KeyLocation.Own && !issuer.equals(named)) {
      throw new Unacceptable("is of the issuer `" + Printable.of(named) + "`");
    }
    String keys = metadata.text("jwks_uri");
    if (keys == null) {
      throw new Unacceptable("has no `jwks_uri`");
    }
    return PublicUrl.read(keys, location instanceof KeyLocation.Discovery);
  }

  private void read(KeySource.Fetched found) {
    switch (found) {
      case KeySource.Unavailable(String reason) -> fail(Stage.KEYS, reason);
      case KeySource.Document document -> {
        switch (KeySet.read(document.content().array(), cryptography)) {
          case KeySet.Unreadable(String reason) -> fail(Stage.KEYS, reason);
          case KeySet.Read(KeySet keys) -> receiver.accept(new Keys(keys, document.maxAge()));
        }
      }
    }
  }

  private void fail(Stage stage, String reason) {
    receiver.accept(new Failed(new KeyFailure(stage, reason)));
  }
}
