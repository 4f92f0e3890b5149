package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import java.util.Set;

/** The URL of a function, and that everyone may invoke it where it asks for no authorization. */
final class FunctionUrl {

  private static final Set<String> AUTH_TYPES = Set.of("AWS_IAM", "NONE");

  private FunctionUrl() {}

  static void generate(
      String id, Mapping resource, Mapping properties, Output out, SamProblems problems) {
    if (!(properties.entries().get("FunctionUrlConfig") instanceof Mapping config)) {
      return;
    }
    Location at = properties.keyAt("FunctionUrlConfig");
    Node authType = config.entries().get("AuthType");
    String name = Snippets.written(authType);
    boolean known = Snippets.isFunction(authType) || (name != null && AUTH_TYPES.contains(name));
    if (authType == null || !known) {
      problems.resource(
          id,
          at,
          "AuthType is required to configure function property `FunctionUrlConfig`. Please provide"
              + " either AWS_IAM or NONE.");
      return;
    }
    Node target = FunctionTarget.ref(id, properties, at);
    String base = FunctionTarget.alias(id, properties);
    MappingBuilder url =
        new MappingBuilder(config.at()).putAll(config).put("TargetFunctionArn", target);
    out.add(id + "Url", "AWS::Lambda::Url", url.build(), resource, at);
    if (!HttpAuth.NONE.equals(name)) {
      return;
    }
    Mapping permission =
        new MappingBuilder(at)
            .put("Action", "lambda:InvokeFunctionUrl", at)
            .put("FunctionName", target)
            .put("Principal", "*", at)
            .put("FunctionUrlAuthType", authType)
            .build();
    String owner = base == null ? id : base;
    out.add(owner + "UrlPublicPermissions", "AWS::Lambda::Permission", permission, resource, at);
  }
}
