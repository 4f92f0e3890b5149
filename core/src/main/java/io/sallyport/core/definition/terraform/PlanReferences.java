package io.sallyport.core.definition.terraform;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What values that are known only after a plan is applied come from, and what known ones are the
 * ids and ARNs of. Both become references of the template, since what AWS calls a resource and what
 * it is called here differ.
 */
final class PlanReferences {

  private static final Pattern RESOURCE =
      Pattern.compile("(aws_\\w+)\\.([\\w-]+)(?:\\[\"?([^\\]\"]*)\"?])?(?:\\.(\\w+))?.*");
  private static final Pattern OUTPUT =
      Pattern.compile("module\\.([\\w-]+)(?:\\[[^\\]]*])?\\.([\\w-]+)");
  private static final Pattern VARIABLE = Pattern.compile("var\\.([\\w-]+)");
  private static final int DEEPEST = 20;

  /** What a target of an HTTP API's route begins with. */
  static final String INTEGRATIONS = "integrations/";

  /**
   * Resources whose ids and ARNs are made up here. Those of others, such as of a user pool, are
   * what they are on AWS.
   */
  private static final List<String> NAMED_HERE =
      List.of("aws_api_gateway_", "aws_apigatewayv2_", "aws_lambda_");

  private final List<PlanResource> resources;
  private final Mapping configuration;
  private final Map<String, Node> ids = new HashMap<>();
  private final Map<String, Node> arns = new HashMap<>();
  private final Map<String, Node> executions = new HashMap<>();

  PlanReferences(List<PlanResource> resources, Mapping root) {
    this.resources = resources;
    this.configuration =
        PlanResource.child(PlanResource.child(root, "configuration"), "root_module");
    for (PlanResource resource : resources) {
      if (NAMED_HERE.stream().anyMatch(resource.type()::startsWith)) {
        index(resource, ids, "id", "root_resource_id");
        index(resource, arns, "arn", "invoke_arn", "qualified_arn");
        index(resource, executions, "execution_arn");
      }
    }
  }

  private static void index(PlanResource resource, Map<String, Node> index, String... attributes) {
    for (String attribute : attributes) {
      String value = PlanResource.text(resource.values(), attribute);
      if (!value.isEmpty()) {
        index.putIfAbsent(value, attribute(resource, attribute, resource.values().at()));
      }
    }
  }

  /**
   * A known value, or a reference to the resource whose id or ARN it is.
   *
   * @param attribute that has it: only one that names a resource by its id can be such a reference,
   *     since an id may be a word like others
   */
  Node known(String attribute, Scalar value) {
    String text = value.text();
    Location at = value.at();
    Node arn = arns.get(text);
    if (arn != null) {
      return arn;
    }
    if (attribute.endsWith("_id") && ids.containsKey(text)) {
      return ids.getOrDefault(text, value);
    }
    if (attribute.equals("target") && text.startsWith(INTEGRATIONS)) {
      Node id = ids.get(text.substring(INTEGRATIONS.length()));
      return id == null ? value : join(at, text(INTEGRATIONS, at), id);
    }
    for (Map.Entry<String, Node> execution : executions.entrySet()) {
      if (text.startsWith(execution.getKey() + "/")) {
        return join(
            at, execution.getValue(), text(text.substring(execution.getKey().length()), at));
      }
    }
    return value;
  }

  /** Whether the configuration says anything of an attribute; what it does not, AWS makes up. */
  boolean isConfigured(PlanResource resource, String... path) {
    return expression(resource, path) != null;
  }

  /** The attributes of a block that the configuration says something of. */
  Set<String> configured(PlanResource resource, String block) {
    Node expression = expression(resource, block);
    Node one =
        expression instanceof Sequence blocks && !blocks.items().isEmpty()
            ? blocks.items().getFirst()
            : expression;
    return one instanceof Mapping mapping ? mapping.entries().keySet() : Set.of();
  }

  /**
   * What an unknown attribute of a resource comes from; empty where nothing tells.
   *
   * @param path the attribute, or a block and the attribute in it
   */
  List<Node> unknown(PlanResource resource, String... path) {
    List<Node> found = new ArrayList<>();
    for (String reference : references(expression(resource, path))) {
      follow(reference, resource.module(), resource.key(), resource.values().at(), 0)
          .filter(each -> !found.contains(each))
          .ifPresent(found::add);
    }
    return found;
  }

  private @Nullable Node expression(PlanResource resource, String... path) {
    for (Node node : PlanResource.items(module(resource.module()), "resources")) {
      if (node instanceof Mapping one
          && PlanResource.text(one, "type").equals(resource.type())
          && PlanResource.text(one, "name").equals(resource.name())) {
        Node expression = PlanResource.child(one, "expressions");
        for (String step : path) {
          expression = step(expression, step);
        }
        return expression;
      }
    }
    return null;
  }

  private static @Nullable Node step(@Nullable Node expression, String key) {
    Node one =
        expression instanceof Sequence blocks && !blocks.items().isEmpty()
            ? blocks.items().getFirst()
            : expression;
    return one instanceof Mapping mapping ? mapping.entries().get(key) : null;
  }

  private static List<String> references(@Nullable Node expression) {
    return expression instanceof Mapping one
        ? PlanResource.items(one, "references").stream()
            .filter(Scalar.class::isInstance)
            .map(item -> ((Scalar) item).text())
            .toList()
        : List.of();
  }

  private Optional<Node> follow(
      String reference, String module, String key, Location at, int depth) {
    if (depth > DEEPEST) {
      return Optional.empty();
    }
    Matcher output = OUTPUT.matcher(reference);
    if (output.matches()) {
      String inner = (module.isEmpty() ? "" : module + ".") + "module." + output.group(1);
      Mapping outputs = PlanResource.child(module(inner), "outputs");
      Node expression = PlanResource.child(outputs, output.group(2)).entries().get("expression");
      return first(references(expression), inner, key, at, depth);
    }
    Matcher variable = VARIABLE.matcher(reference);
    if (variable.matches() && !module.isEmpty()) {
      int last = module.lastIndexOf("module.");
      String outer = last == 0 ? "" : module.substring(0, last - 1);
      String name = module.substring(last + "module.".length()).replaceFirst("\\[.*", "");
      Mapping call = PlanResource.child(PlanResource.child(module(outer), "module_calls"), name);
      Node expression = PlanResource.child(call, "expressions").entries().get(variable.group(1));
      return first(references(expression), outer, key, at, depth);
    }
    Matcher resource = RESOURCE.matcher(reference);
    if (!resource.matches() || resource.group(4) == null) {
      return Optional.empty();
    }
    String index = resource.group(3) == null ? key : resource.group(3);
    return find(resource.group(1), resource.group(2), module, index)
        .map(found -> attribute(found, resource.group(4), at));
  }

  private Optional<Node> first(
      List<String> references, String module, String key, Location at, int depth) {
    return references.stream()
        .flatMap(each -> follow(each, module, key, at, depth + 1).stream())
        .findFirst();
  }

  /** The resource of the same key, or the only one. */
  private Optional<PlanResource> find(String type, String name, String module, String key) {
    List<PlanResource> all =
        resources.stream()
            .filter(one ->
                one.type().equals(type) && one.name().equals(name) && one.module().equals(module))
            .toList();
    return all.size() == 1
        ? Optional.of(all.getFirst())
        : all.stream().filter(one -> one.key().equals(key)).findFirst();
  }

  /** The configuration of a module, by its address without keys. */
  private Mapping module(String address) {
    Mapping module = configuration;
    for (String name : address.replaceAll("\\[[^\\]]*]", "").split("\\.", -1)) {
      if (!name.equals("module") && !name.isEmpty()) {
        Mapping call = PlanResource.child(PlanResource.child(module, "module_calls"), name);
        module = PlanResource.child(call, "module");
      }
    }
    return module;
  }

  /** An attribute of Terraform as the template names it. */
  private static Node attribute(PlanResource resource, String attribute, Location at) {
    String id = resource.logicalId();
    return switch (attribute) {
      case "root_resource_id" -> getAtt(id, "RootResourceId", at);
      case "arn", "qualified_arn" ->
          resource.type().equals("aws_lambda_alias") ? ref(id, at) : getAtt(id, "Arn", at);
      case "invoke_arn" ->
          join(
              at,
              sub(
                  "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/",
                  at),
              resource.type().equals("aws_lambda_alias") ? ref(id, at) : getAtt(id, "Arn", at),
              text("/invocations", at));
      case "execution_arn" ->
          join(
              at,
              sub("arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:", at),
              ref(id, at));
      case "endpoint" -> join(at, text("https://", at), getAtt(id, "ProviderName", at));
      default -> ref(id, at);
    };
  }

  static Node ref(String id, Location at) {
    return new MappingBuilder(at).put("Ref", id, at).build();
  }

  static Node getAtt(String id, String attribute, Location at) {
    Node parts = new Sequence(List.of(text(id, at), text(attribute, at)), at);
    return new MappingBuilder(at).put("Fn::GetAtt", parts).build();
  }

  static Node join(Location at, Node... parts) {
    Node all = new Sequence(List.of(parts), at);
    return new MappingBuilder(at)
        .put("Fn::Join", new Sequence(List.of(text("", at), all), at))
        .build();
  }

  private static Node sub(String template, Location at) {
    return new MappingBuilder(at).put("Fn::Sub", template, at).build();
  }

  static Node text(String text, Location at) {
    return new Scalar(text, Kind.STRING, at);
  }
}
