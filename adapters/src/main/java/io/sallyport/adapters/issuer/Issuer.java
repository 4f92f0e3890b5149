package io.sallyport.adapters.issuer;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An issuer in whose name tokens are made.
 *
 * @param uri what {@code iss} says: the real issuer's, so that an authorizer checks it as ever
 * @param aliases what else an operator calls it by: names of authorizers, ARNs of user pools
 * @param audiences what authorizers of the definitions accept, in their order; each is a client
 */
public record Issuer(String uri, Set<String> aliases, List<String> audiences) {

  private static final Pattern COGNITO =
      Pattern.compile(
          "https://cognito-idp\\.([a-z0-9-]+)\\.amazonaws\\.com(?:\\.cn)?/([\\w-]+_[0-9A-Za-z]+)");
  private static final Pattern POOL_ARN =
      Pattern.compile("arn:(aws[a-z-]*):cognito-idp:([a-z0-9-]+):[0-9]{12}:userpool/([\\w-]+)");
  private static final Pattern POOL_ID = Pattern.compile("([a-z]{2}[a-z0-9-]*)_[0-9A-Za-z]+");

  public Issuer {
    aliases = Set.copyOf(aliases);
    audiences = List.copyOf(audiences);
  }

  /** Whose shape its tokens have. */
  public enum Shape {
    /** A Cognito user pool's. */
    COGNITO,
    /** OpenID Connect's standard claims. */
    OPENID
  }

  /**
   * The issuer that {@code name} means: a user pool's ARN or id means <a
   * href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html">its
   * issuer</a>, everything else itself.
   */
  public static String uriOf(String name) {
    Matcher arn = POOL_ARN.matcher(name);
    if (arn.matches()) {
      return pool(arn.group(2), arn.group(1).equals("aws-cn"), arn.group(3));
    }
    Matcher id = POOL_ID.matcher(name);
    return id.matches() ? pool(id.group(1), id.group(1).startsWith("cn-"), name) : name;
  }

  public Shape shape() {
    return COGNITO.matcher(uri).matches() ? Shape.COGNITO : Shape.OPENID;
  }

  /**
   * What its paths are called by: a user pool's id, or what follows the scheme of another issuer.
   */
  public String name() {
    Matcher cognito = COGNITO.matcher(uri);
    if (cognito.matches()) {
      return cognito.group(2);
    }
    String address = uri.replaceFirst("^[a-z]+://", "").replaceFirst("/+$", "");
    return address.replaceAll("[^A-Za-z0-9._-]+", "-");
  }

  /** Whether {@code called} means this one. */
  boolean isCalled(String called) {
    return called.equals(name()) || uriOf(called).equals(uri) || aliases.contains(called);
  }

  private static String pool(String region, boolean china, String id) {
    return "https://cognito-idp." + region + ".amazonaws.com" + (china ? ".cn" : "") + "/" + id;
  }
}
