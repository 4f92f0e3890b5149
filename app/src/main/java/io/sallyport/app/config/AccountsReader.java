package io.sallyport.app.config;

import io.sallyport.adapters.issuer.Accounts;
import io.sallyport.adapters.issuer.Accounts.Client;
import io.sallyport.adapters.issuer.Accounts.User;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.NodeReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads the local issuer's file of users and clients, as strictly as the configuration. */
public final class AccountsReader {

  /** Claims that every token has from the issuer. */
  private static final Set<String> OWN =
      Set.of(
          "iss",
          "sub",
          "aud",
          "azp",
          "exp",
          "nbf",
          "iat",
          "jti",
          "auth_time",
          "origin_jti",
          "event_id",
          "token_use",
          "client_id",
          "scope",
          "version",
          "username",
          "cognito:username",
          "cognito:groups",
          "groups",
          "preferred_username");

  private final NodeReader reader;
  private final Section root;

  private AccountsReader(Mapping document, Problems problems) {
    this.reader = new NodeReader(problems);
    this.root = new Section(reader, document, Path.of(""), "the file of users", "users", "clients");
  }

  /** Reads {@code document}. */
  public static Accounts read(Mapping document, Problems problems) {
    return new AccountsReader(document, problems).read();
  }

  private Accounts read() {
    Map<String, User> users = new LinkedHashMap<>();
    each("users", (name, mapping) -> users.put(name, user(name, mapping)));
    Map<String, Client> clients = new LinkedHashMap<>();
    each("clients", (id, mapping) -> clients.put(id, client(id, mapping)));
    return new Accounts(users, clients);
  }

  private void each(String key, BiConsumer<String, Mapping> one) {
    root.get(key)
        .flatMap(reader::mapping)
        .ifPresent(all ->
            all.entries()
                .forEach((name, node) ->
                    reader.mapping(node).ifPresent(mapping -> one.accept(name, mapping))));
  }

  private User user(String name, Mapping mapping) {
    Section user =
        new Section(
            reader, mapping, Path.of(""), "a user", "password", "groups", "scopes", "attributes");
    Map<String, String> attributes = user.textMap("attributes");
    for (String attribute : attributes.keySet()) {
      if (OWN.contains(attribute)) {
        reader.error(
            "wrong-value",
            user.at("attributes"),
            "the attribute `" + attribute + "` is a claim that the issuer sets itself");
      }
    }
    return new User(name, user.text("password"), words(user, "groups"), scopes(user), attributes);
  }

  private Client client(String id, Mapping mapping) {
    Section client = new Section(reader, mapping, Path.of(""), "a client", "secret", "scopes");
    return new Client(id, client.text("secret"), scopes(client));
  }

  private static @Nullable List<String> scopes(Section section) {
    return section.has("scopes") ? words(section, "scopes") : null;
  }

  /** Texts without white space, because they stand in a row that is parted by it. */
  private static List<String> words(Section section, String key) {
    List<String> words = section.texts(key);
    for (String word : words) {
      if (!word.matches("\\S+")) {
        section
            .reader()
            .error(
                "wrong-value",
                section.at(key),
                "`" + word + "` will not do in `" + key + "`, expected a word without white space");
      }
    }
    return words;
  }
}
