package io.sallyport.core.definition.terraform;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.source.DocumentLimits;
import io.sallyport.core.definition.source.DocumentReader;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a resource as CloudFormation names them: {@code rest_api_id} is {@code
 * RestApiId}. What Terraform says about itself is left out.
 *
 * <p>INVARIANT: every other attribute that says something becomes a property, and the table of
 * resources refuses those it does not know.
 */
final class PlanProperties {

  private static final Set<String> OF_TERRAFORM =
      Set.of(
          "api_endpoint",
          "arn",
          "cache_namespace",
          "created_date",
          "execution_arn",
          "id",
          "invoke_arn",
          "invoke_url",
          "last_updated_date",
          "path",
          "qualified_arn",
          "region",
          "root_resource_id",
          "statement_id",
          "statement_id_prefix",
          "tags",
          "tags_all",
          "timeouts",
          "triggers");

  private static final Set<String> OF_FUNCTIONS =
      Set.of(
          "environment",
          "filename",
          "function_name",
          "handler",
          "layers",
          "memory_size",
          "runtime",
          "timeout");

  private static final Map<String, String> RENAMED =
      Map.ofEntries(
          Map.entry("api_key_source", "ApiKeySourceType"),
          Map.entry("authorization", "AuthorizationType"),
          Map.entry("filename", "Code"),
          Map.entry("identity_sources", "IdentitySource"),
          Map.entry("provider_arns", "ProviderARNs"),
          Map.entry("put_rest_api_mode", "Mode"),
          Map.entry("timeout_milliseconds", "TimeoutInMillis"),
          Map.entry("xray_tracing_enabled", "TracingEnabled"));

  private static final Set<String> BLOCKS =
      Set.of(
          "access_log_settings",
          "canary_settings",
          "cors_configuration",
          "default_route_settings",
          "domain_name_configuration",
          "endpoint_configuration",
          "environment",
          "jwt_configuration",
          "mutual_tls_authentication",
          "response_parameters",
          "route_settings",
          "settings",
          "tls_config");

  private static final Set<String> DOCUMENTS = Set.of("body", "policy", "schema");
  private static final Set<String> LISTS =
      Set.of("audience", "authorization_scopes", "identity_sources", "provider_arns");

  /** Says in numbers of these that nothing was said. */
  private static final String UNSET = "-1";

  private static final Set<String> NUMBERS =
      Set.of(
          "minimum_compression_size",
          "settings.throttling_burst_limit",
          "settings.throttling_rate_limit");

  private final PlanReferences references;
  private final Problems problems;

  PlanProperties(PlanReferences references, Problems problems) {
    this.references = references;
    this.problems = problems;
  }

  /** The properties of a resource. */
  MappingBuilder of(PlanResource resource) {
    Mapping values = resource.values();
    MappingBuilder properties = new MappingBuilder(values.at());
    boolean isFunction = resource.type().equals("aws_lambda_function");
    for (Map.Entry<String, Node> entry : values.entries().entrySet()) {
      String name = entry.getKey();
      if (OF_TERRAFORM.contains(name) || (isFunction && !OF_FUNCTIONS.contains(name))) {
        continue;
      }
      value(resource, name, entry.getValue())
          .ifPresent(value -> properties.put(renamed(resource, name), value, values.keyAt(name)));
    }
    for (String name : resource.unknown()) {
      boolean isOurs = isFunction ? OF_FUNCTIONS.contains(name) : !OF_TERRAFORM.contains(name);
      if (isOurs && !BLOCKS.contains(name) && references.isConfigured(resource, name)) {
        Node known = values.entries().get(name);
        if (known instanceof Mapping
            || (known instanceof Sequence some && !some.items().isEmpty())) {
          // A part of it is known, and which part the rest is does not show.
          untold(resource, name);
          continue;
        }
        unknown(resource, name, name)
            .ifPresent(value -> properties.put(renamed(resource, name), value));
      }
    }
    return properties;
  }

  private Optional<Node> value(PlanResource resource, String name, Node value) {
    if (BLOCKS.contains(name) && value instanceof Sequence blocks) {
      return block(resource, name, blocks);
    }
    return switch (value) {
      case Scalar scalar when scalar.kind() == Kind.NULL || scalar.text().isEmpty() ->
          Optional.empty();
      case Scalar scalar when scalar.text().equals(UNSET) && NUMBERS.contains(name) ->
          Optional.empty();
      case Scalar scalar when DOCUMENTS.contains(name) -> document(resource, name, scalar);
      case Scalar scalar -> Optional.of(references.known(name, scalar));
      case Sequence sequence ->
          sequence.items().isEmpty() ? Optional.empty() : Optional.of(items(name, sequence));
      case Mapping mapping ->
          mapping.entries().isEmpty() ? Optional.empty() : Optional.of(entries(name, mapping));
    };
  }

  /** A block, which Terraform writes as a list of one. */
  private Optional<Node> block(PlanResource resource, String name, Sequence blocks) {
    if (blocks.items().isEmpty() || !(blocks.items().getFirst() instanceof Mapping block)) {
      return Optional.empty();
    }
    boolean isUnknown = resource.unknown().contains(name);
    if (name.equals("route_settings")) {
      if (isUnknown) {
        untold(resource, name);
      }
      MappingBuilder routes = new MappingBuilder(blocks.at());
      for (Node item : blocks.items()) {
        if (item instanceof Mapping one) {
          MappingBuilder settings = inside(resource, name, one).remove("RouteKey");
          routes.put(PlanResource.text(one, "route_key"), settings.build());
        }
      }
      return Optional.of(routes.build());
    }
    if (name.equals("response_parameters")) {
      if (isUnknown) {
        untold(resource, name);
      }
      return Optional.of(responses(name, blocks));
    }
    if (blocks.items().size() > 1) {
      problems.error(
          "terraform-block-not-read",
          blocks.at(),
          "`" + name + "` of `" + resource.address() + "` stands more than once, expected one");
    }
    if (name.equals("environment")) {
      if (isUnknown) {
        problems.warning("terraform-value-unknown", block.at(), unknownText(resource, name));
      }
      return Optional.of(
          new MappingBuilder(block.at())
              .put("Variables", entries(name, PlanResource.child(block, "variables")))
              .build());
    }
    MappingBuilder inside = inside(resource, name, block);
    if (isUnknown) {
      for (String key : references.configured(resource, name)) {
        if (!block.entries().containsKey(key)) {
          unknown(resource, key, name, key).ifPresent(value -> inside.put(camel(key), value));
        }
      }
    }
    return Optional.of(inside.build());
  }

  /** What an HTTP API makes of responses, by status. */
  private Node responses(String name, Sequence blocks) {
    MappingBuilder statuses = new MappingBuilder(blocks.at());
    for (Node item : blocks.items()) {
      if (item instanceof Mapping one) {
        List<Node> parameters = new ArrayList<>();
        Mapping mappings = PlanResource.child(one, "mappings");
        mappings
            .entries()
            .forEach((target, source) ->
                parameters.add(
                    new MappingBuilder(source.at())
                        .put("Destination", target, mappings.keyAt(target))
                        .put("Source", source)
                        .build()));
        statuses.put(
            PlanResource.text(one, "status_code"),
            new MappingBuilder(one.at())
                .put(PlanProperties.camel(name), new Sequence(parameters, one.at()))
                .build());
      }
    }
    return statuses.build();
  }

  private MappingBuilder inside(PlanResource resource, String name, Mapping block) {
    MappingBuilder inside = new MappingBuilder(block.at());
    block
        .entries()
        .forEach((key, value) ->
            value(resource, name + "." + key, value)
                .ifPresent(found -> inside.put(camel(key), found, block.keyAt(key))));
    return inside;
  }

  private Optional<Node> document(PlanResource resource, String name, Scalar text) {
    return DocumentReader.read(
        resource.address() + "." + name,
        text.text().getBytes(StandardCharsets.UTF_8),
        DocumentLimits.DEFINITION,
        problems);
  }

  private Optional<Node> unknown(PlanResource resource, String name, String... path) {
    Location at = resource.values().at();
    List<Node> found = references.unknown(resource, path);
    if (found.isEmpty()) {
      untold(resource, path);
      return Optional.empty();
    }
    if (LISTS.contains(name)) {
      return Optional.of(new Sequence(found, at));
    }
    Node first = found.getFirst();
    return Optional.of(
        switch (name) {
          // The rest of such a text is not in a plan: what is written is for the whole API.
          case "source_arn" -> PlanReferences.join(at, first, PlanReferences.text("/*", at));
          case "target" ->
              PlanReferences.join(at, PlanReferences.text(PlanReferences.INTEGRATIONS, at), first);
          default -> first;
        });
  }

  private void untold(PlanResource resource, String... path) {
    problems.error("terraform-value-unknown", resource.values().at(), unknownText(resource, path));
  }

  private static String unknownText(PlanResource resource, String... path) {
    return "`%s` of `%s` is known after the plan is applied, and nothing tells what it comes from; give the state, `terraform show -json` after it is applied"
        .formatted(String.join(".", path), resource.address());
  }

  private Node items(String name, Sequence sequence) {
    return new Sequence(
        sequence.items().stream()
            .map(item -> item instanceof Scalar scalar ? references.known(name, scalar) : item)
            .toList(),
        sequence.at());
  }

  private Node entries(String name, Mapping mapping) {
    MappingBuilder entries = new MappingBuilder(mapping.at());
    mapping
        .entries()
        .forEach((key, value) ->
            entries.put(
                key,
                value instanceof Scalar scalar ? references.known(name, scalar) : value,
                mapping.keyAt(key)));
    return entries.build();
  }

  private static String renamed(PlanResource resource, String name) {
    String type = resource.type();
    if (type.equals("aws_apigatewayv2_stage") && name.equals("name")) {
      return "StageName";
    }
    if (type.equals("aws_api_gateway_stage") && name.startsWith("access_log_settings")) {
      return "AccessLogSetting";
    }
    if (type.equals("aws_api_gateway_stage") && name.equals("canary_settings")) {
      return "CanarySetting";
    }
    return RENAMED.getOrDefault(name, camel(name));
  }

  /** {@code rest_api_id} as {@code RestApiId}. */
  static String camel(String name) {
    StringBuilder camel = new StringBuilder();
    for (String word : name.split("_", -1)) {
      if (!word.isEmpty()) {
        camel.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
      }
    }
    return camel.toString();
  }

  /** The text of a property or of the reference in its place, by which resources are joined. */
  static String key(MappingBuilder properties, String name) {
    return shown(properties.get(name));
  }

  static String shown(@Nullable Node node) {
    return switch (node) {
      case null -> "";
      case Scalar scalar -> scalar.text();
      case Sequence sequence ->
          sequence.items().stream().map(PlanProperties::shown).toList().toString();
      case Mapping mapping ->
          mapping.entries().entrySet().stream()
              .map(entry -> entry.getKey() + "=" + shown(entry.getValue()))
              .toList()
              .toString();
    };
  }
}
