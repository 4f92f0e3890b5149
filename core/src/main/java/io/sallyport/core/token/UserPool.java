package io.sallyport.core.token;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Cognito user pool. See the Cognito developer guide, "Verifying JSON web tokens".
 *
 * @param arn {@code arn:aws:cognito-idp:{region}:{account}:userpool/{id}}
 * @param id {@code us-east-1_AbCdEf123}
 * @param issuer what {@code iss} says in its tokens
 */
public record UserPool(String arn, String id, String issuer) {

  private static final Pattern ARN =
      Pattern.compile(
          "arn:(aws|aws-cn|aws-us-gov):cognito-idp:([a-z0-9-]+):([0-9]{12})"
              + ":userpool/([A-Za-z0-9_-]{1,55})");

  /** The pool called {@code arn}; empty when that is not the ARN of one. */
  public static Optional<UserPool> of(String arn) {
    Matcher matcher = ARN.matcher(arn);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String domain = matcher.group(1).equals("aws-cn") ? "amazonaws.com.cn" : "amazonaws.com";
    String id = matcher.group(4);
    String issuer = "https://cognito-idp." + matcher.group(2) + "." + domain + "/" + id;
    return Optional.of(new UserPool(arn, id, issuer));
  }

  /** Where its keys are; Cognito's place is known without asking. */
  KeyLocation keys() {
    return new KeyLocation.Published(URI.create(issuer + "/.well-known/jwks.json"));
  }
}
