package io.sallyport.adapters.issuer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who can have tokens: users by name and clients by id. Every local issuer knows all of them. */
public record Accounts(Map<String, User> users, Map<String, Client> clients) {

  /** Nobody. */
  public static final Accounts NONE = new Accounts(Map.of(), Map.of());

  public Accounts {
    users = new LinkedHashMap<>(users);
    clients = new LinkedHashMap<>(clients);
  }

  Optional<User> user(String name) {
    return Optional.ofNullable(users.get(name));
  }

  /** The client called {@code id}: one of the file's, or an audience of {@code issuer}. */
  Optional<Client> client(String id, Issuer issuer) {
    Client known = clients.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    return issuer.audiences().contains(id) ? Optional.of(Client.open(id)) : Optional.empty();
  }

  /** The client that is meant where none is named. */
  Client defaultClient(Issuer issuer) {
    if (!issuer.audiences().isEmpty()) {
      String id = issuer.audiences().getFirst();
      return client(id, issuer).orElseGet(() -> Client.open(id));
    }
    return clients.values().stream().findFirst().orElseGet(() -> Client.open("local"));
  }

  /**
   * A user.
   *
   * @param password null for one who cannot sign in with a password
   * @param scopes which may be granted; null for any
   * @param attributes claims beside those that every token has
   */
  public record User(
      String name,
      @Nullable String password,
      List<String> groups,
      @Nullable List<String> scopes,
      Map<String, String> attributes) {

    public User {
      groups = List.copyOf(groups);
      scopes = scopes == null ? null : List.copyOf(scopes);
      attributes = new LinkedHashMap<>(attributes);
    }
  }

  /**
   * An application that asks for tokens.
   *
   * @param secret null for a public client
   * @param scopes which may be granted; null for any
   */
  public record Client(String id, @Nullable String secret, @Nullable List<String> scopes) {

    public Client {
      scopes = scopes == null ? null : List.copyOf(scopes);
    }

    static Client open(String id) {
      return new Client(id, null, null);
    }
  }
}
