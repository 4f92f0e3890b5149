package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.ApiDefinition.DefaultEndpoint;
import io.sallyport.core.definition.ApiSettings;
import io.sallyport.core.definition.InvokePermissions;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.RouteDefinition;
import io.sallyport.core.definition.openapi.Reading.Dialect;
import io.sallyport.core.definition.source.DocumentLimits;
import io.sallyport.core.definition.source.DocumentReader;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.NodeReader;
import io.sallyport.core.pipeline.ApiType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads an OpenAPI 3.0 or Swagger 2.0 document with API Gateway's extensions. Every problem of the
 * document is added, not only the first; see the API Gateway guide, "Develop REST APIs using
 * OpenAPI" and "Working with OpenAPI definitions for HTTP APIs".
 */
public final class OpenApiReader {

  private static final String ENDPOINT = "x-amazon-apigateway-endpoint-configuration";

  private OpenApiReader() {}

  /**
   * Reads one document.
   *
   * @param content the bytes of the file {@code settings.file()}
   * @return empty when an error was added that nothing lets pass
   */
  public static Optional<ApiDefinition> read(
      ApiSettings settings, byte[] content, Problems problems) {
    int before = problems.errors();
    Optional<ApiDefinition> definition = readInto(settings, content, problems);
    return problems.errors() > before ? Optional.empty() : definition;
  }

  /**
   * Reads a document that another format was written as.
   *
   * @param root with places in the file {@code settings.file()}
   * @return empty when an error was added that nothing lets pass
   */
  public static Optional<ApiDefinition> read(
      ApiSettings settings, Mapping root, Problems problems) {
    int before = problems.errors();
    Optional<ApiDefinition> definition = readInto(settings, new byte[0], root, problems);
    return problems.errors() > before ? Optional.empty() : definition;
  }

  private static Optional<ApiDefinition> readInto(
      ApiSettings settings, byte[] content, Problems problems) {
    return document(settings, content, problems)
        .flatMap(root -> readInto(settings, content, root, problems));
  }

  private static Optional<ApiDefinition> readInto(
      ApiSettings settings, byte[] content, Mapping root, Problems problems) {
    Optional<Dialect> dialect = Dialects.of(settings, content, root, problems);
    if (dialect.isEmpty()) {
      return Optional.empty();
    }
    Optional<Problem> functions = new Strays().cloudFormation(root);
    if (functions.isPresent()) {
      problems.add(functions.get());
      return Optional.empty();
    }
    Mapping replaced = new AwsVariables(settings, problems).replaceAll(root);
    ApiType type = settings.type() == null ? ApiTypes.of(replaced) : settings.type();
    if (!Dialects.check(dialect.get(), type, settings.openApi31(), replaced, problems)) {
      return Optional.empty();
    }
    return Optional.of(define(Reading.of(settings, type, dialect.get(), replaced, problems)));
  }

  private static Optional<Mapping> document(
      ApiSettings settings, byte[] content, Problems problems) {
    Problems unreadable = new Problems(Set.of());
    Optional<Node> document =
        DocumentReader.read(settings.file(), content, DocumentLimits.DEFINITION, unreadable);
    if (document.isEmpty()) {
      List<Problem> found =
          content.length > DocumentLimits.DEFINITION.bytes()
              ? unreadable.found()
              : Formats.ofUnreadable(settings.file(), content)
                  .map(List::of)
                  .orElseGet(unreadable::found);
      found.forEach(problems::add);
    }
    Optional<Problem> other =
        document
            .filter(node -> !(node instanceof Mapping))
            .flatMap(_ -> Formats.ofUnreadable(settings.file(), content));
    if (other.isPresent()) {
      problems.add(other.get());
      return Optional.empty();
    }
    return document.flatMap(new NodeReader(problems)::mapping);
  }

  private static ApiDefinition define(Reading reading) {
    reading.references().checkAll();
    checkDocument(reading);
    StageRules.check(reading);
    SecurityReader security = new SecurityReader(reading);
    List<RouteDefinition> routes = new PathsReader(reading, security).read();
    BinaryTypes.check(reading, routes);
    ApiSettings settings = reading.settings();
    ApiDefinition definition =
        new ApiDefinition(
            settings.id(),
            title(reading),
            reading.type(),
            StageRules.stage(settings, reading.type()),
            settings.stageVariables(),
            settings.hosts(),
            defaultEndpoint(reading),
            settings.account(),
            settings.region(),
            routes,
            security.authorizers(),
            new GatewayResponseReader(reading).read(),
            reading.properties().unaffected(),
            InvokePermissions.UNKNOWN,
            Location.of(settings.file()));
    new Strays().misplaced(reading.root(), reading);
    return definition;
  }

  /** Holds the objects of the document that are no operations against the table. */
  private static void checkDocument(Reading reading) {
    PropertyCheck properties = reading.properties();
    properties.check(Place.ROOT, reading.root());
    if (reading.dialect() == Dialect.OPENAPI) {
      reading
          .mapping(reading.root(), "components")
          .ifPresent(components -> properties.check(Place.COMPONENTS, components));
      checkEach(Place.SERVER, "servers", reading);
    }
    checkEach(Place.TAG, "tags", reading);
  }

  private static void checkEach(Place place, String key, Reading reading) {
    Reading.get(reading.root(), key)
        .flatMap(reading.nodes()::sequence)
        .ifPresent(all ->
            all.items().stream()
                .flatMap(item -> reading.nodes().mapping(item).stream())
                .forEach(item -> reading.properties().check(place, item)));
  }

  private static String title(Reading reading) {
    return reading
        .mapping(reading.root(), "info")
        .flatMap(info -> reading.text(info, "title"))
        .orElse(reading.settings().id());
  }

  /** Disabled when the document, or any of its servers, says so. */
  private static DefaultEndpoint defaultEndpoint(Reading reading) {
    boolean disabled = isDisabled(reading, reading.root());
    for (Mapping server : BasePaths.servers(reading)) {
      disabled |= isDisabled(reading, server);
    }
    return disabled ? DefaultEndpoint.DISABLED : DefaultEndpoint.ENABLED;
  }

  private static boolean isDisabled(Reading reading, Mapping owner) {
    Optional<Mapping> endpoint = reading.mapping(owner, ENDPOINT);
    endpoint.ifPresent(
        mapping -> reading.properties().check(Place.ENDPOINT_CONFIGURATION, mapping));
    return endpoint
        .flatMap(mapping -> Reading.get(mapping, "disableExecuteApiEndpoint"))
        .flatMap(reading.nodes()::truth)
        .orElse(false);
  }
}
