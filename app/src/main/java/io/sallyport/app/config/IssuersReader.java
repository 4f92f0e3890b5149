package io.sallyport.app.config;

import io.sallyport.adapters.issuer.Issuer;
import io.sallyport.app.config.Configuration.Admin;
import io.sallyport.app.config.Configuration.LocalIssuerSettings;
import io.sallyport.app.config.Configuration.Mode;
import io.sallyport.app.config.IssuerChoices.Discovery;
import io.sallyport.app.config.IssuerChoices.Jwks;
import io.sallyport.app.config.IssuerChoices.Keys;
import io.sallyport.app.config.IssuerChoices.Local;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.NodeReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads what the configuration says about issuers, and checks what comes of it. */
final class IssuersReader {

  /** Stands for every issuer that is not named. */
  private static final String DEFAULT = "default";

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private IssuersReader() {}

  static IssuerChoices choices(Section root) {
    Map<String, Keys> keys = new LinkedHashMap<>();
    NodeReader reader = root.reader();
    Optional<Mapping> issuers = root.get("issuers").flatMap(reader::mapping);
    issuers.ifPresent(mapping ->
        mapping
            .entries()
            .forEach((name, node) -> {
              String issuer = Issuer.uriOf(name);
              if (!name.equals(DEFAULT) && !isIssuer(issuer)) {
                reader.error(
                    "wrong-value",
                    mapping.keyAt(name),
                    "`"
                        + name
                        + "` is not an issuer, expected its URL, the ARN or id of a user"
                        + " pool, or `default`");
              } else if (keys.containsKey(issuer)) {
                reader.error(
                    "duplicate-issuer",
                    mapping.keyAt(name),
                    "`" + name + "` is the issuer `" + issuer + "`, which is named already");
              } else {
                keys(root, node).ifPresent(found -> keys.put(issuer, found));
              }
            }));
    return new IssuerChoices(keys, keys.remove(DEFAULT), root.at("issuers"));
  }

  static LocalIssuerSettings local(Section root) {
    Section local = root.section("localIssuer", "`localIssuer`", "users", "tokenLifetime");
    return new LocalIssuerSettings(
        local.path("users"),
        local.duration(
            "tokenLifetime", Duration.ofHours(1), Duration.ofSeconds(1), Duration.ofHours(24)),
        local.at());
  }

  /** Refuses a local issuer where it must not be, and one that nobody could reach. */
  static void check(IssuerChoices issuers, Mode mode, Admin admin, Problems problems) {
    if (!issuers.hasLocal()) {
      return;
    }
    if (mode == Mode.PRODUCTION) {
      problems.error(
          "local-issuer-in-production",
          issuers.at(),
          "anybody on this machine could make tokens: a local issuer runs in mode `dev` only");
    }
    if (admin.port().isOff()) {
      problems.error(
          "local-issuer-without-admin",
          issuers.at(),
          "the local issuer answers on the admin listener, which is `off`");
    }
  }

  private static Optional<Keys> keys(Section root, Node node) {
    NodeReader reader = root.reader();
    Optional<Mapping> mapping = reader.mapping(node);
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    Section section =
        new Section(
            reader, mapping.get(), root.directory(), "an issuer", "local", "discovery", "jwks");
    long said = Stream.of("local", "discovery", "jwks").filter(section::has).count();
    if (said != 1) {
      reader.error(
          "wrong-value",
          section.at(),
          "expected exactly one of `local`, `discovery` and `jwks`, found `" + said + "`");
      return Optional.empty();
    }
    if (section.has("local")) {
      return local(section, reader);
    }
    String key = section.has("discovery") ? "discovery" : "jwks";
    return address(section, key)
        .map(uri -> key.equals("jwks") ? new Jwks(uri) : new Discovery(uri));
  }

  /** {@code local: false} would be a riddle: an issuer is local or has an address. */
  private static Optional<Keys> local(Section section, NodeReader reader) {
    Node node = section.get("local").orElseThrow();
    Optional<Boolean> truth = reader.truth(node);
    if (truth.isPresent() && !truth.get()) {
      reader.wrongValue(node, "expected `true`, or leave the issuer out");
      return Optional.empty();
    }
    return truth.map(_ -> new Local());
  }

  private static Optional<URI> address(Section section, String key) {
    String text = section.required(key);
    if (isAddress(text)) {
      return Optional.of(URI.create(text));
    }
    section
        .reader()
        .wrongValue(
            section.get(key).orElseThrow(),
            "expected an `https` URL, or an `http` one on this machine");
    return Optional.empty();
  }

  private static boolean isIssuer(String text) {
    try {
      URI uri = new URI(text);
      return uri.getHost() != null && List.of("http", "https").contains(uri.getScheme());
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Keys that came over plain HTTP from elsewhere would be anybody's. */
  private static boolean isAddress(String text) {
    try {
      URI uri = new URI(text);
      String host = uri.getHost();
      return host != null
          && uri.getUserInfo() == null
          && uri.getFragment() == null
          && ("https".equals(uri.getScheme())
              || ("http".equals(uri.getScheme()) && LOOPBACK.contains(host)));
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
