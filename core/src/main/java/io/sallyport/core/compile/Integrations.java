package io.sallyport.core.compile;

import io.sallyport.core.definition.IntegrationDefinition;
import io.sallyport.core.definition.IntegrationDefinition.ParameterMapping;
import io.sallyport.core.definition.IntegrationDefinition.PassthroughBehavior;
import io.sallyport.core.definition.IntegrationDefinition.Text;
import io.sallyport.core.definition.RouteDefinition;
import io.sallyport.core.integration.HttpApiProxyIntegration;
import io.sallyport.core.integration.HttpApiProxyIntegration.PathUse;
import io.sallyport.core.integration.HttpEndpoint;
import io.sallyport.core.integration.HttpIntegration;
import io.sallyport.core.integration.HttpProxyIntegration;
import io.sallyport.core.integration.IllegalMapping;
import io.sallyport.core.integration.MediaTypeCheck;
import io.sallyport.core.integration.MissingIntegration;
import io.sallyport.core.integration.MockIntegration;
import io.sallyport.core.integration.RequestMapping;
import io.sallyport.core.integration.RequestTemplates;
import io.sallyport.core.integration.ResponseSelection;
import io.sallyport.core.integration.UriTemplate;
import io.sallyport.core.language.PathPattern;
import io.sallyport.core.language.Reference;
import io.sallyport.core.language.Template.Dialect;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.Integration;
import io.sallyport.core.pipeline.Phase;
import io.sallyport.core.values.BoundTemplate;
import io.sallyport.core.values.RequestValue;
import io.sallyport.core.values.RequestValues;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compiles integrations. A new kind of integration is one more arm of {@link #compile}. */
final class Integrations {

  private final Context context;
  private final Sources sources;
  private final Uris uris;
  private final LambdaIntegrations lambdas;

  Integrations(Context context) {
    this.context = context;
    this.sources = new Sources(context);
    this.uris = new Uris(context);
    this.lambdas = new LambdaIntegrations(context);
  }

  /** The integration of {@code route}; what it shapes beforehand is added to {@code life}. */
  Integration compile(RouteDefinition route, Life life) {
    return switch (route.integration()) {
      case IntegrationDefinition.HttpProxy proxy ->
          context.type() == ApiType.REST ? restProxy(proxy, life) : httpProxy(proxy, route);
      case IntegrationDefinition.Http http -> http(http, route, life);
      case IntegrationDefinition.Mock mock -> mock(mock, route, life);
      case IntegrationDefinition.LambdaProxy proxy -> lambdas.proxy(proxy, route, life);
      case IntegrationDefinition.Lambda lambda ->
          lambdas.custom(
              lambda,
              templates(lambda.templates(), lambda.passedTypes(), lambda.passthrough()),
              route,
              life);
      case IntegrationDefinition.Missing missing ->
          new MissingIntegration("there is no integration of type `" + missing.type() + "`");
    };
  }

  /** The kind of {@code integration} in AWS's words. */
  static String kind(IntegrationDefinition integration) {
    return switch (integration) {
      case IntegrationDefinition.HttpProxy proxy -> "HTTP_PROXY";
      case IntegrationDefinition.Http http -> "HTTP";
      case IntegrationDefinition.Mock mock -> "MOCK";
      case IntegrationDefinition.LambdaProxy proxy -> "AWS_PROXY";
      case IntegrationDefinition.Lambda lambda -> "AWS";
      case IntegrationDefinition.Missing missing -> missing.type() + " (missing)";
    };
  }

  private Integration restProxy(IntegrationDefinition.HttpProxy proxy, Life life) {
    RequestMappings mappings = mappings(proxy.parameters(), life);
    Optional<UriTemplate> uri = uris.compile(proxy.uri(), mappings.paths(), proxy.verification());
    if (uri.isEmpty() || !mappings.isWhole()) {
      return unusable(proxy.uri());
    }
    return new HttpProxyIntegration(
        new HttpEndpoint(
            context.upstream(),
            uri.get(),
            proxy.method(),
            mappings.mapping(),
            proxy.timeout(),
            context.api().id(),
            context.payloadLimit()));
  }

  private Integration httpProxy(IntegrationDefinition.HttpProxy proxy, RouteDefinition route) {
    Optional<UriTemplate> uri = uris.compile(proxy.uri(), own(route), proxy.verification());
    if (uri.isEmpty()) {
      return unusable(proxy.uri());
    }
    boolean catchAll = route.path().equals(ApiCompiler.DEFAULT);
    return new HttpApiProxyIntegration(
        new HttpEndpoint(
            context.upstream(),
            uri.get(),
            proxy.method(),
            RequestMapping.NONE,
            proxy.timeout(),
            context.api().id(),
            context.payloadLimit()),
        catchAll ? PathUse.APPENDED : PathUse.VARIABLES,
        context.webSocket());
  }

  /** HTTP APIs fill the placeholders of an address from path variables of the same name. */
  private Map<String, RequestValue> own(RouteDefinition route) {
    Map<String, RequestValue> values = new HashMap<>();
    if (!route.path().equals(ApiCompiler.DEFAULT)) {
      for (String name : PathPattern.parse(route.path()).variables()) {
        Reference reference = new Reference.Parameter(Reference.Place.PATH, name);
        values.put(name, RequestValues.of(reference, context.variables()));
      }
    }
    return values;
  }

  private Integration http(IntegrationDefinition.Http http, RouteDefinition route, Life life) {
    RequestMappings mappings = mappings(http.parameters(), life);
    Optional<UriTemplate> uri = uris.compile(http.uri(), mappings.paths(), http.verification());
    Optional<RequestTemplates> templates =
        templates(http.templates(), http.passedTypes(), http.passthrough());
    Optional<ResponseSelection> responses =
        new Responses(context).compile(http.responses(), route.responses());
    if (uri.isEmpty() || templates.isEmpty() || responses.isEmpty() || !mappings.isWhole()) {
      return unusable(http.uri());
    }
    life.add(Phase.SHAPE, new MediaTypeCheck(templates.get()), "media type");
    HttpEndpoint endpoint =
        new HttpEndpoint(
            context.upstream(),
            uri.get(),
            http.method(),
            mappings.mapping(),
            http.timeout(),
            context.api().id(),
            context.payloadLimit());
    return new HttpIntegration(endpoint, templates.get(), responses.get());
  }

  private Integration mock(IntegrationDefinition.Mock mock, RouteDefinition route, Life life) {
    RequestMappings mappings = mappings(mock.parameters(), life);
    Optional<RequestTemplates> templates =
        templates(mock.templates(), mock.passedTypes(), mock.passthrough());
    Optional<ResponseSelection> responses =
        new Responses(context).compile(mock.responses(), route.responses());
    if (templates.isEmpty() || responses.isEmpty() || !mappings.isWhole()) {
      return new MissingIntegration("a template or mapping of the method cannot be run");
    }
    life.add(Phase.SHAPE, new MediaTypeCheck(templates.get()), "media type");
    return new MockIntegration(templates.get(), responses.get());
  }

  private RequestMappings mappings(List<ParameterMapping> definitions, Life life) {
    RequestMappings mappings = new RequestMappings(context, definitions);
    if (!mappings.illegal().isEmpty()) {
      String names = String.join("`, `", mappings.illegal());
      life.add(
          Phase.SHAPE,
          new IllegalMapping("the request mapping sets `" + names + "`"),
          "illegal mapping");
    }
    return mappings;
  }

  private Optional<RequestTemplates> templates(
      Map<String, Text> texts, Set<String> passedTypes, PassthroughBehavior passthrough) {
    Optional<Map<String, BoundTemplate>> compiled = sources.templates(texts, Dialect.MAPPING);
    RequestTemplates.Unmatched unmatched =
        switch (passthrough) {
          case WHEN_NO_MATCH -> RequestTemplates.Unmatched.WHEN_NO_MATCH;
          case WHEN_NO_TEMPLATES -> RequestTemplates.Unmatched.WHEN_NO_TEMPLATES;
          case NEVER -> RequestTemplates.Unmatched.NEVER;
        };
    return compiled.map(templates -> new RequestTemplates(templates, passedTypes, unmatched));
  }

  private static Integration unusable(Text uri) {
    return new MissingIntegration(
        "the integration with `" + uri.value() + "` cannot be called: see the problems at start");
  }
}
