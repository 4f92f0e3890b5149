package io.sallyport.adapters.issuer;

import io.sallyport.adapters.issuer.Accounts.User;
import io.sallyport.core.pipeline.Times;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes tokens in the shapes of <a
 * href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html">Cognito's
 * user pools</a> and of <a href="https://openid.net/specs/openid-connect-core-1_0.html">OpenID
 * Connect</a>.
 */
final class TokenMaker {

  private final IssuerKeys keys;
  private final Times times;
  private final Supplier<String> ids;

  /**
   * @param ids makes the ids of tokens and events
   */
  TokenMaker(IssuerKeys keys, Times times, Supplier<String> ids) {
    this.keys = keys;
    this.times = times;
    this.ids = ids;
  }

  /** The access token and, for a user, the ID token. */
  record Made(String access, @Nullable String id) {}

  Made make(Order order) {
    // What both tokens of one sign-in share.
    SignIn signIn = new SignIn(times.millis() / 1000, ids.get(), ids.get());
    return new Made(access(order, signIn), order.user() == null ? null : id(order, signIn));
  }

  private record SignIn(long time, String origin, String event) {}

  private String access(Order order, SignIn signIn) {
    String claims =
        switch (order.issuer().shape()) {
          case COGNITO -> cognitoAccess(order, signIn);
          case OPENID -> openidAccess(order, signIn);
        };
    return keys.access(order.issuer()).sign(type(order), claims);
  }

  private String id(Order order, SignIn signIn) {
    String claims =
        switch (order.issuer().shape()) {
          case COGNITO -> cognitoId(order, signIn);
          case OPENID -> openidId(order, signIn);
        };
    return keys.id(order.issuer()).sign(type(order), claims);
  }

  private String cognitoAccess(Order order, SignIn signIn) {
    Claims claims = begin(order).texts("cognito:groups", order.groups());
    User user = order.user();
    if (user != null) {
      claims.text("origin_jti", signIn.origin()).text("event_id", signIn.event());
      claims.text("username", user.name());
    }
    return times(claims, order, signIn)
        .number("version", 2)
        .text("client_id", order.client().id())
        .text("token_use", "access")
        .text("scope", scope(order))
        .text("aud", order.audience())
        .json();
  }

  private String cognitoId(Order order, SignIn signIn) {
    Claims claims = begin(order).texts("cognito:groups", order.groups());
    User user = order.user();
    if (user != null) {
      claims.text("cognito:username", user.name()).attributes(user.attributes());
    }
    return times(claims, order, signIn)
        .text("origin_jti", signIn.origin())
        .text("event_id", signIn.event())
        .text("aud", order.client().id())
        .text("token_use", "id")
        .json();
  }

  private String openidAccess(Order order, SignIn signIn) {
    Claims claims = begin(order).texts("groups", order.groups());
    User user = order.user();
    if (user != null) {
      claims.text("preferred_username", user.name());
    }
    return times(claims, order, signIn)
        .text("aud", audience(order))
        .text("azp", order.client().id())
        .text("client_id", order.client().id())
        .text("scope", scope(order))
        .json();
  }

  private String openidId(Order order, SignIn signIn) {
    Claims claims = begin(order).texts("groups", order.groups());
    User user = order.user();
    if (user != null) {
      claims.text("preferred_username", user.name()).attributes(user.attributes());
    }
    return times(claims, order, signIn)
        .text("aud", order.client().id())
        .text("azp", order.client().id())
        .json();
  }

  private static Claims begin(Order order) {
    return new Claims().text("sub", subject(order)).text("iss", order.issuer().uri());
  }

  private Claims times(Claims claims, Order order, SignIn signIn) {
    return claims
        .number("auth_time", signIn.time())
        .number("iat", signIn.time())
        .number("exp", signIn.time() + order.lifetime().toSeconds())
        .text("jti", ids.get());
  }

  /** The same for a user whenever and by whichever gateway it is made. */
  private static String subject(Order order) {
    User user = order.user();
    if (user == null) {
      return order.client().id();
    }
    String name = order.issuer().uri() + " " + user.name();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** An API that names its clients as audiences gets the client's; any other its first. */
  private static String audience(Order order) {
    String wanted = order.audience();
    if (wanted != null) {
      return wanted;
    }
    List<String> audiences = order.issuer().audiences();
    String client = order.client().id();
    return audiences.isEmpty() || audiences.contains(client) ? client : audiences.getFirst();
  }

  private static @Nullable String scope(Order order) {
    return order.scopes().isEmpty() ? null : String.join(" ", order.scopes());
  }

  private static String type(Order order) {
    return switch (order.issuer().shape()) {
      case COGNITO -> "";
      case OPENID -> "JWT";
    };
  }
}
