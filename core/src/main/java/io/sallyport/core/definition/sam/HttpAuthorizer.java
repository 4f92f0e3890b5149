package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An authorizer of an HTTP API.
 *
 * @param scheme its OpenAPI security scheme
 * @param scopes that its routes ask for, or null
 * @param function whose invocation the API has to be permitted, or null
 */
record HttpAuthorizer(Mapping scheme, @Nullable Node scopes, @Nullable Node function, Location at) {

  private static final String EXTENSION = "x-amazon-apigateway-authorizer";
  private static final List<String> JWT_ONLY =
      List.of("AuthorizationScopes", "JwtConfiguration", "IdentitySource");
  private static final List<String> LAMBDA_ONLY =
      List.of(
          "FunctionArn",
          "FunctionInvokeRole",
          "AuthorizerPayloadFormatVersion",
          "EnableSimpleResponses",
          "EnableFunctionDefaultPermissions");
  private static final Set<String> IDENTITY =
      Set.of("Headers", "QueryStrings", "Context", "StageVariables", "ReauthorizeEvery");

  /** The authorizer that {@code EnableIamAuthorizer} adds. */
  static HttpAuthorizer iam(Location at) {
    Mapping scheme =
        new MappingBuilder(at)
            .put("type", "apiKey", at)
            .put("name", "Authorization", at)
            .put("in", "header", at)
            .put("x-amazon-apigateway-authtype", "awsSigv4", at)
            .build();
    return new HttpAuthorizer(scheme, null, null, at);
  }

  /** Reads one entry of {@code Authorizers}; empty where something is wrong with it. */
  static Optional<HttpAuthorizer> read(
      String id, String name, Node node, Location at, SamProblems problems) {
    if (!(node instanceof Mapping written) || Snippets.isFunction(node)) {
      problems.resource(id, at, "Authorizer " + name + " must be a dictionary.");
      return Optional.empty();
    }
    if (written.entries().containsKey("OpenIdConnectUrl")) {
      problems.resource(
          id,
          written.keyAt("OpenIdConnectUrl"),
          "'OpenIdConnectUrl' is no longer a supported property for authorizer '"
              + name
              + "'. Please refer to the AWS SAM documentation.");
      return Optional.empty();
    }
    boolean jwt = !Snippets.isAbsent(written.entries().get("JwtConfiguration"));
    Optional<Problem> problem = stray(written, jwt);
    if (problem.isEmpty()) {
      problem = jwt ? jwtProblem(name, written) : lambdaProblem(name, written);
    }
    if (problem.isPresent()) {
      problems.resource(id, problem.get().at(), problem.get().message());
      return Optional.empty();
    }
    return Optional.of(jwt ? jwt(written, at) : lambda(written, at));
  }

  private record Problem(Location at, String message) {}

  private static Optional<Problem> stray(Mapping written, boolean jwt) {
    for (String key : written.entries().keySet()) {
      Location at = written.keyAt(key);
      boolean ofJwt = JWT_ONLY.contains(key);
      boolean ofLambda = LAMBDA_ONLY.contains(key) || key.equals("Identity");
      if (!ofJwt && !ofLambda) {
        return Optional.of(new Problem(at, "property " + key + " not defined for an authorizer"));
      }
      if (ofJwt && !jwt) {
        return Optional.of(new Problem(at, key + " must be defined only for OAuth2 Authorizer."));
      }
      if (ofLambda && jwt) {
        return Optional.of(new Problem(at, key + " must be defined only for Lambda Authorizer."));
      }
    }
    return Optional.empty();
  }

  private static Optional<Problem> jwtProblem(String name, Mapping written) {
    Node configuration = written.entries().get("JwtConfiguration");
    if (!(configuration instanceof Mapping)) {
      return Optional.of(
          new Problem(
              written.keyAt("JwtConfiguration"), "Property 'JwtConfiguration' should be a map."));
    }
    Node scopes = written.entries().get("AuthorizationScopes");
    if (scopes != null && !(scopes instanceof Sequence)) {
      return Optional.of(
          new Problem(written.keyAt("AuthorizationScopes"), "AuthorizationScopes must be a list."));
    }
    if (Snippets.isAbsent(written.entries().get("IdentitySource"))) {
      return Optional.of(
          new Problem(written.at(), name + " OAuth2 Authorizer must define 'IdentitySource'."));
    }
    return Optional.empty();
  }

  private static Optional<Problem> lambdaProblem(String name, Mapping written) {
    for (String required : List.of("FunctionArn", "AuthorizerPayloadFormatVersion")) {
      if (Snippets.isAbsent(written.entries().get(required))) {
        return Optional.of(
            new Problem(written.at(), name + " Lambda Authorizer must define '" + required + "'."));
      }
    }
    Node identity = written.entries().get("Identity");
    if (identity != null && !(identity instanceof Mapping m && isIdentity(m))) {
      return Optional.of(
          new Problem(
              written.keyAt("Identity"),
              name + " Lambda Authorizer property 'identity' is of invalid type"));
    }
    return Optional.empty();
  }

  private static boolean isIdentity(Mapping identity) {
    return identity.entries().entrySet().stream()
        .allMatch(entry ->
            IDENTITY.contains(entry.getKey())
                && (entry.getKey().equals("ReauthorizeEvery")
                    || entry.getValue() instanceof Sequence));
  }

  private static HttpAuthorizer jwt(Mapping written, Location at) {
    MappingBuilder configuration = new MappingBuilder(written.keyAt("JwtConfiguration"));
    Mapping given = Snippets.mapping(written, "JwtConfiguration");
    given
        .entries()
        .forEach((key, value) ->
            configuration.put(key.toLowerCase(Locale.ROOT), value, given.keyAt(key)));
    MappingBuilder extension = new MappingBuilder(at);
    extension.put("jwtConfiguration", configuration.build());
    carry(written, "IdentitySource", extension, "identitySource");
    extension.put("type", "jwt", at);
    Mapping scheme =
        new MappingBuilder(at).put("type", "oauth2", at).put(EXTENSION, extension.build()).build();
    return new HttpAuthorizer(scheme, written.entries().get("AuthorizationScopes"), null, at);
  }

  private static HttpAuthorizer lambda(Mapping written, Location at) {
    MappingBuilder extension = new MappingBuilder(at).put("type", "request", at);
    Node function = written.entries().get("FunctionArn");
    if (function == null) {
      throw new IllegalStateException("an authorizer without a function was let pass");
    }
    Location functionAt = function.at();
    extension.put(
        "authorizerUri",
        Snippets.sub(
            "arn:${AWS::Partition}:apigateway:${AWS::Region}"
                + ":lambda:path/2015-03-31/functions/${__FunctionArn__}/invocations",
            Snippets.entry("__FunctionArn__", function, functionAt),
            functionAt));
    carry(written, "AuthorizerPayloadFormatVersion", extension, "authorizerPayloadFormatVersion");
    carry(written, "EnableSimpleResponses", extension, "enableSimpleResponses");
    if (!HttpAuth.NONE.equals(Snippets.written(written.entries().get("FunctionInvokeRole")))) {
      carry(written, "FunctionInvokeRole", extension, "authorizerCredentials");
    }
    Mapping identity = Snippets.mapping(written, "Identity");
    carry(identity, "ReauthorizeEvery", extension, "authorizerResultTtlInSeconds");
    List<Node> sources = identitySources(identity);
    if (!sources.isEmpty()) {
      extension.put("identitySource", new Sequence(sources, identity.at()));
    }
    Mapping scheme =
        new MappingBuilder(at)
            .put("type", "apiKey", at)
            .put("name", "Unused", at)
            .put("in", "header", at)
            .put(EXTENSION, extension.build())
            .build();
    Node permitted = written.entries().get("EnableFunctionDefaultPermissions");
    return new HttpAuthorizer(scheme, null, Snippets.isTrue(permitted) ? function : null, at);
  }

  private static List<Node> identitySources(Mapping identity) {
    List<Node> sources = new ArrayList<>();
    addSources(identity, "Headers", "$request.header.", sources);
    addSources(identity, "QueryStrings", "$request.querystring.", sources);
    addSources(identity, "StageVariables", "$stageVariables.", sources);
    addSources(identity, "Context", "$context.", sources);
    return sources;
  }

  private static void addSources(Mapping identity, String key, String prefix, List<Node> sources) {
    if (identity.entries().get(key) instanceof Sequence names) {
      for (Node name : names.items()) {
        String text = Snippets.written(name);
        sources.add(
            text == null
                ? Snippets.sub(
                    prefix + "${Name}", Snippets.entry("Name", name, name.at()), name.at())
                : Snippets.text(prefix + text, name.at()));
      }
    }
  }

  private static void carry(Mapping from, String key, MappingBuilder to, String as) {
    Node value = from.entries().get(key);
    if (value != null) {
      to.put(as, value, from.keyAt(key));
    }
  }
}
