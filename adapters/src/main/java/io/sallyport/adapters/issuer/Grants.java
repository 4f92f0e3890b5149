package io.sallyport.adapters.issuer;

import io.sallyport.adapters.issuer.Accounts.Client;
import io.sallyport.adapters.issuer.Accounts.User;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides what a client and a user may have. */
final class Grants {

  /** The longest a token lives, as Cognito's do. */
  static final Duration LONGEST = Duration.ofHours(24);

  private final Accounts accounts;
  private final Duration lifetime;

  Grants(Accounts accounts, Duration lifetime) {
    this.accounts = accounts;
    this.lifetime = lifetime;
  }

  Duration lifetime() {
    return lifetime;
  }

  /** The client that a request to the token endpoint is from; RFC 6749 section 2.3. */
  Client client(Issuer issuer, @Nullable String id, @Nullable String secret) {
    if (id == null) {
      throw Denied.client("the client does not say who it is");
    }
    Client client =
        accounts
            .client(id, issuer)
            .orElseThrow(() -> Denied.client("there is no client `" + id + "`"));
    String expected = client.secret();
    if (expected != null && (secret == null || !isSame(expected, secret))) {
      throw Denied.client("the secret of client `" + id + "` is not this one");
    }
    return client;
  }

  /** {@code grant_type=client_credentials}; RFC 6749 section 4.4. */
  Order clientCredentials(Issuer issuer, Client client, Form form) {
    if (client.secret() == null) {
      throw Denied.of(
          "unauthorized_client",
          "client `" + client.id() + "` has no secret, which client credentials take");
    }
    return order(issuer, client, null, List.of(), form, lifetime);
  }

  /** {@code grant_type=password}; RFC 6749 section 4.3. */
  Order password(Issuer issuer, Client client, Form form) {
    User user = user(form.required("username"), form.required("password"), "invalid_grant");
    return order(issuer, client, user, user.groups(), form, lifetime);
  }

  /** The user with this password; which of both is wrong is not said. */
  User user(String name, String password, String error) {
    User user = accounts.user(name).orElse(null);
    String expected = user == null ? null : user.password();
    if (user == null || expected == null || !isSame(expected, password)) {
      throw Denied.of(error, "Incorrect username or password.");
    }
    return user;
  }

  /** What {@code sallyport token} asks for: no secrets, because whoever asks has the file. */
  Order command(Issuer issuer, Form form) {
    String name = form.text("username");
    User user = name == null ? null : known(name);
    String password = form.text("password");
    if (user != null && password != null) {
      user = user(user.name(), password, "invalid_grant");
    }
    List<String> groups = form.words("groups");
    return order(
        issuer,
        commandClient(issuer, form.text("client_id")),
        user,
        groups != null ? groups : user == null ? List.of() : user.groups(),
        form,
        form.seconds("lifetime", lifetime, LONGEST));
  }

  private Client commandClient(Issuer issuer, @Nullable String id) {
    return id == null
        ? accounts.defaultClient(issuer)
        : accounts
            .client(id, issuer)
            .orElseThrow(() ->
                Denied.of(
                    "invalid_client",
                    "there is no client `"
                        + id
                        + "`, expected "
                        + listed(clients(issuer), "one in the file of `localIssuer.users`")));
  }

  private User known(String name) {
    return accounts
        .user(name)
        .orElseThrow(() ->
            Denied.of(
                "invalid_grant",
                "there is no user `"
                    + name
                    + "`, expected "
                    + listed(
                        List.copyOf(accounts.users().keySet()),
                        "one in the file of `localIssuer.users`, which has none")));
  }

  private List<String> clients(Issuer issuer) {
    List<String> ids = new ArrayList<>(accounts.clients().keySet());
    issuer.audiences().stream().filter(id -> !ids.contains(id)).forEach(ids::add);
    return ids;
  }

  private static Order order(
      Issuer issuer,
      Client client,
      @Nullable User user,
      List<String> groups,
      Form form,
      Duration lifetime) {
    List<String> scopes = scopes(client, user, form.words("scope"));
    return new Order(issuer, client, user, groups, scopes, form.text("audience"), lifetime);
  }

  /** What was asked for, or all that both may have where nothing was. */
  private static List<String> scopes(
      Client client, @Nullable User user, @Nullable List<String> wanted) {
    @Nullable List<String> byUser = user == null ? null : user.scopes();
    if (wanted == null) {
      List<String> most = client.scopes() != null ? client.scopes() : byUser;
      return most == null
          ? List.of()
          : most.stream().filter(scope -> byUser == null || byUser.contains(scope)).toList();
    }
    for (String scope : wanted) {
      refuse(scope, client.scopes(), "client `" + client.id() + "`");
      refuse(scope, byUser, "user `" + (user == null ? "" : user.name()) + "`");
    }
    return wanted;
  }

  private static void refuse(String scope, @Nullable List<String> allowed, String whose) {
    if (allowed != null && !allowed.contains(scope)) {
      throw Denied.of(
          "invalid_scope",
          whose + " may not have the scope `" + scope + "`, expected " + listed(allowed, "none"));
    }
  }

  private static String listed(List<String> names, String none) {
    return names.isEmpty() ? none : "one of `" + String.join("`, `", names) + "`";
  }

  /** Takes as long for every wrong secret. */
  private static boolean isSame(String expected, String found) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), found.getBytes(StandardCharsets.UTF_8));
  }
}
