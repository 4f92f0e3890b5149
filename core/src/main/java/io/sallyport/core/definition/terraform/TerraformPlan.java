package io.sallyport.core.definition.terraform;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A plan or a state of Terraform, as {@code terraform show -json} prints it, written as a template
 * of CloudFormation. See "JSON Output Format" in Terraform's documentation.
 */
public final class TerraformPlan {

  private static final Map<String, String> TYPES =
      Map.of(
          "aws_cognito_user_pool", "AWS::Cognito::UserPool",
          "aws_lambda_alias", "AWS::Lambda::Alias",
          "aws_lambda_function", "AWS::Lambda::Function",
          "aws_lambda_function_url", "AWS::Lambda::Url",
          "aws_lambda_permission", "AWS::Lambda::Permission",
          "aws_wafv2_web_acl_association", "AWS::WAFv2::WebACLAssociation",
          "aws_wafregional_web_acl_association", "AWS::WAFRegional::WebACLAssociation");

  /** Services whose resources say something about APIs, and the start of their types. */
  private static final Map<String, String> SERVICES =
      Map.of(
          "aws_api_gateway_", "AWS::ApiGateway::",
          "aws_apigatewayv2_", "AWS::ApiGatewayV2::",
          "aws_wafv2_", "AWS::WAFv2::",
          "aws_wafregional_", "AWS::WAFRegional::");

  private static final String METHOD = "aws_api_gateway_method";
  private static final String STAGE = "aws_api_gateway_stage";
  private static final String API = "aws_api_gateway_rest_api";

  private final Problems problems;
  private final Map<PlanResource, MappingBuilder> all = new LinkedHashMap<>();

  private TerraformPlan(Problems problems) {
    this.problems = problems;
  }

  /** Whether a document is a plan or a state. */
  public static boolean isPlan(Mapping root) {
    return root.entries().containsKey("format_version")
        && (root.entries().containsKey("planned_values") || root.entries().containsKey("values"));
  }

  /** The template that says the same; what cannot be said in it is a problem. */
  public static Mapping template(Mapping root, Problems problems) {
    return new TerraformPlan(problems).write(root);
  }

  private Mapping write(Mapping root) {
    List<PlanResource> resources = PlanResource.of(root);
    PlanProperties properties = new PlanProperties(new PlanReferences(resources, root), problems);
    for (PlanResource resource : resources) {
      boolean isRead = !type(resource).equals(resource.type());
      all.put(
          resource, isRead ? properties.of(resource) : new MappingBuilder(resource.values().at()));
    }
    join();
    qualify();
    MappingBuilder written = new MappingBuilder(root.at());
    all.forEach((resource, found) ->
        written.put(
            resource.logicalId(),
            new MappingBuilder(resource.values().at())
                .put("Type", type(resource), resource.values().at())
                .put("Properties", found.build())
                .build()));
    return new MappingBuilder(root.at()).put("Resources", written.build()).build();
  }

  /** A permission for an alias or a version names it by the function and a qualifier. */
  private void qualify() {
    all.forEach((resource, found) -> {
      Node name = found.get("FunctionName");
      Node qualifier = found.get("Qualifier");
      if (resource.type().equals("aws_lambda_permission") && name != null && qualifier != null) {
        Location at = qualifier.at();
        found
            .put(
                "FunctionName",
                PlanReferences.join(at, name, PlanReferences.text(":", at), qualifier))
            .remove("Qualifier");
      }
    });
  }

  /** Puts into each resource what CloudFormation says in it and Terraform in resources beside. */
  private void join() {
    take("aws_api_gateway_integration")
        .forEach((resource, found) ->
            owner(METHOD, resource, found, "RestApiId", "ResourceId", "HttpMethod")
                .put("Integration", without(found, "RestApiId", "ResourceId", "HttpMethod")));
    take("aws_api_gateway_method_response")
        .forEach((resource, found) -> {
          MappingBuilder method =
              owner(METHOD, resource, found, "RestApiId", "ResourceId", "HttpMethod");
          add(method, "MethodResponses", without(found, "RestApiId", "ResourceId", "HttpMethod"));
        });
    take("aws_api_gateway_integration_response")
        .forEach((resource, found) -> {
          MappingBuilder method =
              owner(METHOD, resource, found, "RestApiId", "ResourceId", "HttpMethod");
          if (method.get("Integration") instanceof Mapping before) {
            MappingBuilder integration = MappingBuilder.of(before);
            add(
                integration,
                "IntegrationResponses",
                without(found, "RestApiId", "ResourceId", "HttpMethod"));
            method.put("Integration", integration.build());
          }
        });
    take("aws_api_gateway_rest_api_policy")
        .forEach((resource, found) -> {
          String api = PlanProperties.key(found, "RestApiId");
          Node policy = found.get("Policy");
          MappingBuilder owner =
              find(API, resource, each -> PlanProperties.shown(reference(each)).equals(api));
          if (policy != null) {
            owner.put("Policy", policy);
          }
        });
    take("aws_api_gateway_method_settings")
        .forEach((resource, found) ->
            add(
                owner(STAGE, resource, found, "RestApiId", "StageName"),
                "MethodSettings",
                settings(found)));
  }

  private static Node reference(PlanResource resource) {
    return PlanReferences.ref(resource.logicalId(), resource.values().at());
  }

  private Map<PlanResource, MappingBuilder> take(String type) {
    Map<PlanResource, MappingBuilder> taken = new LinkedHashMap<>();
    all.forEach((resource, found) -> {
      if (resource.type().equals(type)) {
        taken.put(resource, found);
      }
    });
    all.keySet().removeAll(taken.keySet());
    return taken;
  }

  private MappingBuilder owner(
      String type, PlanResource resource, MappingBuilder found, String... keys) {
    return find(
        type,
        resource,
        each -> {
          MappingBuilder owner = all.get(each);
          return owner != null
              && List.of(keys).stream()
                  .allMatch(
                      key -> PlanProperties.key(owner, key).equals(PlanProperties.key(found, key)));
        });
  }

  private MappingBuilder find(String type, PlanResource resource, Predicate<PlanResource> isOwner) {
    for (Map.Entry<PlanResource, MappingBuilder> each : all.entrySet()) {
      if (each.getKey().type().equals(type) && isOwner.test(each.getKey())) {
        return each.getValue();
      }
    }
    problems.error(
        "api-not-in-template",
        resource.values().at(),
        "`" + resource.address() + "` belongs to a `" + type + "` that is not in the plan");
    return new MappingBuilder(resource.values().at());
  }

  private static Mapping without(MappingBuilder found, String... keys) {
    for (String key : keys) {
      found.remove(key);
    }
    return found.build();
  }

  private static void add(MappingBuilder owner, String key, Mapping item) {
    List<Node> items = new ArrayList<>();
    if (owner.get(key) instanceof Sequence before) {
      items.addAll(before.items());
    }
    items.add(item);
    owner.put(key, new Sequence(items, item.at()));
  }

  /** {@code pets/GET} as a path and a method. */
  private static Mapping settings(MappingBuilder found) {
    String path = PlanProperties.key(found, "MethodPath");
    int slash = path.lastIndexOf('/');
    Mapping written = found.get("Settings") instanceof Mapping settings ? settings : found.build();
    Location at = written.at();
    String resource = path.substring(0, Math.max(slash, 0));
    return MappingBuilder.of(written)
        .put("ResourcePath", "/" + resource, at)
        .put("HttpMethod", path.substring(slash + 1), at)
        .build();
  }

  /** The type of CloudFormation; Terraform's own where it has nothing to do with APIs. */
  private static String type(PlanResource resource) {
    String known = TYPES.get(resource.type());
    if (known != null) {
      return known;
    }
    return SERVICES.entrySet().stream()
        .filter(service -> resource.type().startsWith(service.getKey()))
        .map(service ->
            service.getValue()
                + PlanProperties.camel(resource.type().substring(service.getKey().length())))
        .findFirst()
        .orElse(resource.type());
  }
}
