package io.sallyport.core.compile;

import io.sallyport.core.authorizer.CognitoAuthorizer;
import io.sallyport.core.authorizer.CognitoRules;
import io.sallyport.core.authorizer.JwtAuthorizer;
import io.sallyport.core.authorizer.JwtRules;
import io.sallyport.core.definition.AuthorizerDefinition;
import io.sallyport.core.definition.IntegrationDefinition.Text;
import io.sallyport.core.language.ValidationExpression;
import io.sallyport.core.pipeline.Step;
import io.sallyport.core.token.IssuerKeys;
import io.sallyport.core.token.Issuers;
import io.sallyport.core.token.TokenPlace;
import io.sallyport.core.token.UserPool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compiles the authorizers that verify tokens: JWT and Cognito user pools. */
final class TokenAuthorizers {

  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\$\\{stageVariables\\.([A-Za-z0-9_]+)}|\\$stageVariables\\.([A-Za-z0-9_]+)");

  private final Context context;
  private final Issuers issuers;

  TokenAuthorizers(Context context) {
    this.context = context;
    this.issuers = context.services().issuers();
  }

  Optional<Step> jwt(AuthorizerDefinition.Jwt authorizer, List<String> scopes) {
    Optional<TokenPlace> place = place(authorizer.identitySource());
    Optional<String> issuer = issuer(authorizer.issuer());
    if (authorizer.audiences().isEmpty()) {
      context
          .problems()
          .error(
              "no-audience",
              authorizer.at(),
              "the authorizer `"
                  + authorizer.name()
                  + "` names no audience, so no token is for it");
      return Optional.empty();
    }
    if (place.isEmpty() || issuer.isEmpty()) {
      return Optional.empty();
    }
    JwtRules rules =
        new JwtRules(
            place.get(),
            issuer.get(),
            Set.copyOf(authorizer.audiences()),
            scopes,
            issuers.settings().algorithms(),
            digest(authorizer));
    return Optional.of(new JwtAuthorizer(rules, issuers.openId(issuer.get()), issuers));
  }

  Optional<Step> cognito(AuthorizerDefinition.Cognito authorizer, List<String> scopes) {
    Optional<TokenPlace> place = place(authorizer.identitySource());
    Optional<Map<String, IssuerKeys>> pools = pools(authorizer);
    Text validation = authorizer.validation();
    Optional<ValidationExpression> expression =
        validation == null
            ? Optional.empty()
            : ValidationExpressions.compile(validation, context.problems());
    boolean unreadable = validation != null && expression.isEmpty();
    if (place.isEmpty() || pools.isEmpty() || unreadable) {
      return Optional.empty();
    }
    CognitoRules rules =
        new CognitoRules(
            place.get(),
            pools.get(),
            scopes,
            expression.orElse(null),
            authorizer.ttl(),
            digest(authorizer));
    return Optional.of(new CognitoAuthorizer(rules, issuers));
  }

  private Optional<TokenPlace> place(Text source) {
    Optional<TokenPlace> place = TokenPlace.parse(source.value());
    if (place.isEmpty()) {
      context
          .problems()
          .error(
              "invalid-identity-source",
              source.at(),
              "`"
                  + source.value()
                  + "` is no place of a token; expected `$request.header.NAME`,"
                  + " `$request.querystring.NAME` or `method.request.header.NAME`");
    }
    return place;
  }

  private Optional<String> issuer(Text written) {
    Optional<String> issuer = fill(written);
    String unfit = issuer.map(issuers::unfit).orElse(null);
    if (unfit != null) {
      context
          .problems()
          .error(
              "invalid-issuer",
              written.at(),
              "the issuer " + unfit + "; its keys could be changed on their way");
      return Optional.empty();
    }
    return issuer;
  }

  private Optional<Map<String, IssuerKeys>> pools(AuthorizerDefinition.Cognito authorizer) {
    Map<String, IssuerKeys> pools = new HashMap<>();
    boolean complete = true;
    for (Text written : authorizer.providerArns()) {
      Optional<String> arn = fill(written);
      Optional<UserPool> pool = arn.flatMap(UserPool::of);
      pool.ifPresent(known -> pools.put(known.issuer(), issuers.userPool(known)));
      if (arn.isPresent() && pool.isEmpty()) {
        context
            .problems()
            .error(
                "invalid-user-pool",
                written.at(),
                "`"
                    + arn.get()
                    + "` is no user pool; expected"
                    + " `arn:aws:cognito-idp:REGION:ACCOUNT:userpool/ID`");
      }
      complete &= pool.isPresent();
    }
    if (authorizer.providerArns().isEmpty()) {
      context
          .problems()
          .error(
              "no-user-pool",
              authorizer.at(),
              "the authorizer `" + authorizer.name() + "` names no user pool");
    }
    return complete && !pools.isEmpty() ? Optional.of(pools) : Optional.empty();
  }

  /** The text with stage variables filled in; empty where one is not set. */
  private Optional<String> fill(Text text) {
    Set<String> missing = new TreeSet<>();
    String filled =
        VARIABLE
            .matcher(text.value())
            .replaceAll(match -> {
              String name = match.group(1) != null ? match.group(1) : match.group(2);
              String value = context.variables().get(name);
              if (value == null) {
                missing.add(name);
              }
              return Matcher.quoteReplacement(value == null ? "" : value);
            });
    if (missing.isEmpty()) {
      return Optional.of(filled);
    }
    context
        .problems()
        .error(
            "unset-stage-variable",
            text.at(),
            "`"
                + text.value()
                + "` uses the stage variable `"
                + String.join("`, `", missing)
                + "`, which is not set");
    return Optional.empty();
  }

  /** What an authorizer remembers is under its own API and all that its verdicts come from. */
  private String digest(AuthorizerDefinition authorizer) {
    return Digests.of(context.api().id(), context.variables(), authorizer);
  }
}
