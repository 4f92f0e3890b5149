package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The OpenAPI document of a REST API: {@code DefinitionBody} or a new one, made whole. */
final class RestDocument {

  private static final String POLICY = "x-amazon-apigateway-policy";
  private static final List<String> DOCUMENT_ONLY =
      List.of("Auth", "Cors", "GatewayResponses", "Models");

  private final String id;
  private final Mapping properties;
  private final Location at;
  private final RestAuth auth;
  private final SamProblems problems;

  RestDocument(String id, Mapping properties, Location at, RestAuth auth, SamProblems problems) {
    this.id = id;
    this.properties = properties;
    this.at = at;
    this.auth = auth;
    this.problems = problems;
  }

  /** The whole document; empty where something is wrong. */
  Optional<Mapping> write(List<ApiEvent> events) {
    Mapping body =
        properties.entries().get("DefinitionBody") instanceof Mapping written ? written : fresh();
    return isDocument(body) ? whole(body, events) : asIs(body, events);
  }

  /** A body that is no document yet, such as a function, takes nothing of the resource in. */
  private Optional<Mapping> asIs(Mapping body, List<ApiEvent> events) {
    for (String name : DOCUMENT_ONLY) {
      if (!isEmpty(properties.entries().get(name))) {
        problems.resource(
            id,
            properties.keyAt(name),
            "Unable to add "
                + name
                + " configuration because 'DefinitionBody' does not contain a valid Swagger"
                + " definition.");
        return Optional.empty();
      }
    }
    RestRoutes.tellIgnored(events, problems);
    return Optional.of(body);
  }

  private Optional<Mapping> whole(Mapping written, List<ApiEvent> events) {
    boolean isOpenApi3 = written.entries().containsKey("openapi");
    RestRequest requests =
        new RestRequest(Snippets.mapping(properties, "Models"), isOpenApi3, at, problems);
    RestRoutes routes = new RestRoutes(auth, requests, merges(), problems);
    Mapping before = Snippets.mapping(written, "paths");
    Optional<Mapping> added =
        isOwn() || merges()
            ? routes.withEvents(before, events)
            : routes.withOverrides(before, events);
    boolean hasCors = properties.entries().containsKey("Cors");
    Optional<RestCors> cors =
        hasCors ? RestCors.read(id, properties, isOpenApi3, problems) : Optional.empty();
    if (added.isEmpty() || (hasCors && cors.isEmpty())) {
      return Optional.empty();
    }
    Optional<Mapping> paths = routes.complete(added.get(), cors.orElse(null));
    MappingBuilder body = MappingBuilder.of(written);
    if (paths.isEmpty() || !schemes(body, written, paths.get(), isOpenApi3)) {
      return Optional.empty();
    }
    body.put("paths", paths.get(), written.keyAt("paths"));
    addAll(body, RestRequest.VALIDATORS, requests.validators());
    models(body, isOpenApi3);
    policy(body, events);
    return RestGatewayResponses.add(id, properties, body, problems)
        ? Optional.of(body.build())
        : Optional.empty();
  }

  private boolean isOwn() {
    return !properties.entries().containsKey("DefinitionBody")
        || properties.entries().containsKey("__MANAGE_SWAGGER");
  }

  private boolean merges() {
    return !isOwn() && Snippets.isTrue(properties.entries().get("MergeDefinitions"));
  }

  private Mapping fresh() {
    Mapping info =
        new MappingBuilder(at)
            .put("version", "1.0", at)
            .put("title", Snippets.ref("AWS::StackName", at))
            .build();
    MappingBuilder body = new MappingBuilder(at);
    Node version = properties.entries().get("OpenApiVersion");
    if (version instanceof Scalar text && text.text().startsWith("3")) {
      body.put("openapi", text.text(), properties.keyAt("OpenApiVersion"));
    } else {
      body.put("swagger", "2.0", at);
    }
    return body.put("info", info).put("paths", Snippets.empty(at)).build();
  }

  private static boolean isDocument(Mapping body) {
    return !Snippets.isFunction(body)
        && body.entries().get("paths") instanceof Mapping
        && (body.entries().containsKey("swagger") || body.entries().containsKey("openapi"));
  }

  private static boolean isEmpty(@Nullable Node node) {
    return Snippets.isAbsent(node) || (node instanceof Mapping m && m.entries().isEmpty());
  }

  /** Writes the authorizers, and the keys and signatures that an operation asks for. */
  private boolean schemes(MappingBuilder body, Mapping written, Mapping paths, boolean isOpenApi3) {
    Node old = written.entries().get("securityDefinitions");
    if (!Snippets.isAbsent(old) && !(old instanceof Mapping)) {
      problems.structure(
          written.keyAt("securityDefinitions"), "securityDefinitions must be a dictionary.");
      return false;
    }
    MappingBuilder schemes = new MappingBuilder(at);
    if (old instanceof Mapping known) {
      schemes.putAll(known);
    }
    for (Map.Entry<String, Node> entry : auth.schemes().entries().entrySet()) {
      String name = entry.getKey();
      boolean general = name.equals(RestAuth.IAM) || name.equals(RestAuth.API_KEY);
      if (general ? !schemes.has(name) && isRequired(paths, name) : true) {
        schemes.put(name, entry.getValue());
      }
    }
    if (schemes.isEmpty()) {
      return true;
    }
    if (!isOpenApi3) {
      body.put("securityDefinitions", schemes.build());
      return true;
    }
    body.remove("securityDefinitions");
    component(body, "securitySchemes", schemes.build());
    return true;
  }

  /** Whether any {@code security} below {@code node} names the scheme. */
  private static boolean isRequired(Node node, String scheme) {
    return switch (node) {
      case Scalar _ -> false;
      case Sequence sequence ->
          sequence.items().stream().anyMatch(item -> isRequired(item, scheme));
      case Mapping mapping ->
          names(mapping.entries().get("security"), scheme)
              || mapping.entries().values().stream().anyMatch(item -> isRequired(item, scheme));
    };
  }

  private static boolean names(@Nullable Node security, String scheme) {
    return security instanceof Sequence list
        && list.items().stream()
            .anyMatch(item -> item instanceof Mapping one && one.entries().containsKey(scheme));
  }

  private void models(MappingBuilder body, boolean isOpenApi3) {
    MappingBuilder models = new MappingBuilder(at);
    Mapping written = Snippets.mapping(properties, "Models");
    written
        .entries()
        .forEach(
            (name, model) -> models.put(name.toLowerCase(Locale.ROOT), model, written.keyAt(name)));
    if (models.isEmpty()) {
      return;
    }
    if (isOpenApi3) {
      component(body, "schemas", models.build());
    } else {
      addAll(body, "definitions", models.build());
    }
  }

  private void component(MappingBuilder body, String kind, Mapping entries) {
    Mapping before =
        body.get("components") instanceof Mapping written ? written : Snippets.empty(at);
    MappingBuilder components = MappingBuilder.of(before);
    addAll(components, kind, entries);
    body.put("components", components.build());
  }

  private static void addAll(MappingBuilder body, String key, Mapping entries) {
    if (!entries.entries().isEmpty()) {
      Mapping before =
          body.get(key) instanceof Mapping written ? written : Snippets.empty(entries.at());
      body.put(key, MappingBuilder.of(before).putAll(entries).build());
    }
  }

  /** The statements of the document, and those that the API and its events ask for. */
  private void policy(MappingBuilder body, List<ApiEvent> events) {
    if (!(auth.policy(events) instanceof Mapping asked)) {
      return;
    }
    if (!(body.get(POLICY) instanceof Mapping written)) {
      body.put(POLICY, asked);
      return;
    }
    List<Node> statements = new ArrayList<>();
    for (Mapping policy : List.of(written, asked)) {
      Node node = policy.entries().get("Statement");
      if (node != null) {
        statements.addAll(HttpApiResource.items(node));
      }
    }
    body.put(
        POLICY,
        MappingBuilder.of(written)
            .put("Statement", new Sequence(statements, written.at()))
            .build());
  }
}
