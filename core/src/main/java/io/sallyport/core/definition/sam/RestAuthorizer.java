package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An authorizer of a REST API. See "ApiAuth" in the SAM developer guide.
 *
 * @param scheme its security definition
 * @param scopes that its methods ask for, or null
 * @param function whose invocation the API has to be permitted, or null
 */
record RestAuthorizer(Mapping scheme, @Nullable Node scopes, @Nullable Node function, Location at) {

  private static final String EXTENSION = "x-amazon-apigateway-authorizer";
  private static final String TYPE = "x-amazon-apigateway-authtype";

  /** The security definition of requests that are signed with IAM credentials. */
  static Mapping iam(Location at) {
    return scheme(Snippets.text("Authorization", at), "awsSigv4", at).build();
  }

  /** Reads one entry of {@code Authorizers}; empty where something is wrong with it. */
  static Optional<RestAuthorizer> read(
      String id, String name, Node node, Location at, SamProblems problems) {
    Optional<RestAuthorizerCheck.Wrong> wrong = RestAuthorizerCheck.of(name, node, at);
    if (wrong.isPresent() || !(node instanceof Mapping written)) {
      wrong.ifPresent(found -> problems.resource(id, found.at(), found.message()));
      return Optional.empty();
    }
    boolean cognito = !Snippets.isAbsent(written.entries().get("UserPoolArn"));
    return Optional.of(cognito ? cognito(written, at) : lambda(written, at));
  }

  private static RestAuthorizer cognito(Mapping written, Location at) {
    Node pools = written.entries().get("UserPoolArn");
    MappingBuilder extension = new MappingBuilder(at).put("type", "cognito_user_pools", at);
    if (pools != null) {
      extension.put(
          "providerARNs",
          pools instanceof Sequence ? pools : Snippets.list(pools.at(), pools),
          written.keyAt("UserPoolArn"));
    }
    Mapping identity = Snippets.mapping(written, "Identity");
    carry(identity, "ValidationExpression", extension, "identityValidationExpression");
    carry(identity, "ReauthorizeEvery", extension, "authorizerResultTtlInSeconds");
    Mapping scheme =
        scheme(header(identity, at), "cognito_user_pools", at)
            .put(EXTENSION, extension.build())
            .build();
    return new RestAuthorizer(scheme, written.entries().get("AuthorizationScopes"), null, at);
  }

  private static RestAuthorizer lambda(Mapping written, Location at) {
    Mapping identity = Snippets.mapping(written, "Identity");
    boolean request =
        "REQUEST".equals(Snippets.written(written.entries().get("FunctionPayloadType")));
    MappingBuilder extension =
        new MappingBuilder(at).put("type", request ? "request" : "token", at);
    Node function = written.entries().get("FunctionArn");
    if (function != null) {
      extension.put("authorizerUri", uri(function), written.keyAt("FunctionArn"));
    }
    carry(identity, "ReauthorizeEvery", extension, "authorizerResultTtlInSeconds");
    Node role = written.entries().get("FunctionInvokeRole");
    if (!Snippets.isAbsent(role) && !"NONE".equals(Snippets.written(role))) {
      carry(written, "FunctionInvokeRole", extension, "authorizerCredentials");
    }
    List<String> sources = sources(identity);
    if (request && !sources.isEmpty()) {
      extension.put("identitySource", String.join(", ", sources), identity.at());
    }
    if (!request) {
      carry(identity, "ValidationExpression", extension, "identityValidationExpression");
    }
    Node name = request ? Snippets.text("Unused", at) : header(identity, at);
    Mapping scheme = scheme(name, "custom", at).put(EXTENSION, extension.build()).build();
    boolean permitted =
        !Snippets.isTrue(written.entries().get("DisableFunctionDefaultPermissions"));
    return new RestAuthorizer(
        scheme, written.entries().get("AuthorizationScopes"), permitted ? function : null, at);
  }

  private static MappingBuilder scheme(Node header, String type, Location at) {
    return new MappingBuilder(at)
        .put("type", "apiKey", at)
        .put("name", header)
        .put("in", "header", at)
        .put(TYPE, type, at);
  }

  private static Node header(Mapping identity, Location at) {
    Node header = identity.entries().get("Header");
    return header == null || Snippets.isAbsent(header)
        ? Snippets.text("Authorization", at)
        : header;
  }

  private static Node uri(Node function) {
    Location at = function.at();
    return Snippets.sub(
        "arn:${AWS::Partition}:apigateway:${AWS::Region}"
            + ":lambda:path/2015-03-31/functions/${__FunctionArn__}/invocations",
        Snippets.entry("__FunctionArn__", function, at),
        at);
  }

  private static List<String> sources(Mapping identity) {
    List<String> sources = new ArrayList<>();
    addSources(identity, "Headers", "method.request.header.", sources);
    addSources(identity, "QueryStrings", "method.request.querystring.", sources);
    addSources(identity, "StageVariables", "stageVariables.", sources);
    addSources(identity, "Context", "context.", sources);
    return sources;
  }

  private static void addSources(
      Mapping identity, String key, String prefix, List<String> sources) {
    if (identity.entries().get(key) instanceof Sequence names) {
      for (Node name : names.items()) {
        sources.add(prefix + Snippets.written(name));
      }
    }
  }

  private static void carry(Mapping from, String key, MappingBuilder to, String as) {
    Node value = from.entries().get(key);
    if (value != null && !Snippets.isAbsent(value)) {
      to.put(as, value, from.keyAt(key));
    }
  }
}
