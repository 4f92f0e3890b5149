package io.sallyport.core.compile;

import io.sallyport.core.definition.IntegrationDefinition;
import io.sallyport.core.definition.IntegrationDefinition.ParameterMapping;
import io.sallyport.core.definition.IntegrationDefinition.Text;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.RouteDefinition;
import io.sallyport.core.integration.ErrorSelection;
import io.sallyport.core.integration.IllegalMapping;
import io.sallyport.core.integration.LambdaEndpoint;
import io.sallyport.core.integration.LambdaIntegration;
import io.sallyport.core.integration.LambdaProxyIntegration;
import io.sallyport.core.integration.MappedRequestHeader;
import io.sallyport.core.integration.MediaTypeCheck;
import io.sallyport.core.integration.MissingIntegration;
import io.sallyport.core.integration.ProxyFormat;
import io.sallyport.core.integration.RequestTemplates;
import io.sallyport.core.language.BinaryMediaTypes;
import io.sallyport.core.language.FunctionUri;
import io.sallyport.core.language.MappingTarget;
import io.sallyport.core.pipeline.Integration;
import io.sallyport.core.pipeline.Phase;
import io.sallyport.core.values.RequestValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compiles integrations with Lambda functions. */
final class LambdaIntegrations {

  private static final List<String> INVOCATION_TYPE =
      List.of("X-Amz-Invocation-Type", "InvocationType");

  private final Context context;

  LambdaIntegrations(Context context) {
    this.context = context;
  }

  Integration proxy(IntegrationDefinition.LambdaProxy proxy, RouteDefinition route, Life life) {
    illegal(proxy.parameters(), life);
    Optional<LambdaEndpoint> endpoint =
        endpoint(proxy.function(), proxy.method(), proxy.timeout(), proxy.credentials(), route);
    if (endpoint.isEmpty()) {
      return uncallable(proxy.function());
    }
    ProxyFormat format =
        switch (proxy.payload()) {
          case REST -> new ProxyFormat.Rest(new BinaryMediaTypes(proxy.binaryMediaTypes()));
          case VERSION_1_0 -> new ProxyFormat.Version1();
          case VERSION_2_0 -> new ProxyFormat.Version2();
        };
    return new LambdaProxyIntegration(endpoint.get(), format);
  }

  Integration custom(
      IntegrationDefinition.Lambda lambda,
      Optional<RequestTemplates> templates,
      RouteDefinition route,
      Life life) {
    illegal(lambda.parameters(), life);
    Optional<LambdaEndpoint> endpoint =
        endpoint(lambda.function(), lambda.method(), lambda.timeout(), lambda.credentials(), route);
    Optional<ErrorSelection> responses =
        new Responses(context).ofErrors(lambda.responses(), route.responses());
    int before = context.problems().added();
    RequestValue invocationType = invocationType(lambda.parameters());
    boolean whole = invocationType != null || context.problems().added() == before;
    if (endpoint.isEmpty() || templates.isEmpty() || responses.isEmpty() || !whole) {
      return uncallable(lambda.function());
    }
    life.add(Phase.SHAPE, new MediaTypeCheck(templates.get()), "media type");
    return new LambdaIntegration(endpoint.get(), templates.get(), responses.get(), invocationType);
  }

  /** How the function is called; empty where it is not, of which the problems tell. */
  private Optional<LambdaEndpoint> endpoint(
      Text uri,
      String method,
      Duration timeout,
      @Nullable Text credentials,
      RouteDefinition route) {
    if (!method.equals("POST")) {
      warn(
          "function-needs-post",
          uri.at(),
          "the function is called with `"
              + method
              + "`, and functions take `POST` alone: every call is answered with 500");
      return Optional.empty();
    }
    return new CalledFunctions(context)
        .find(
            uri,
            EnumSet.allOf(FunctionUri.Form.class),
            arn -> credentials != null || isPermitted(arn, route),
            "every call is answered with 500")
        .map(called ->
            new LambdaEndpoint(called.function(), called.arn(), timeout, context.payloadLimit()));
  }

  private boolean isPermitted(String arn, RouteDefinition route) {
    return context.api().permissions().allow(arn, CallSources.of(context.api(), route));
  }

  /** The mapped type of invocation, or null where none is mapped or it cannot be. */
  private @Nullable RequestValue invocationType(List<ParameterMapping> mappings) {
    RequestValue found = null;
    for (ParameterMapping mapping : mappings) {
      String header = header(mapping);
      boolean wanted = INVOCATION_TYPE.stream().anyMatch(header::equalsIgnoreCase);
      if (wanted) {
        found = new Sources(context).request(mapping).orElse(null);
      } else if (MappedRequestHeader.ofFunction(header) != MappedRequestHeader.ILLEGAL) {
        warn(
            "ineffective-mapping",
            mapping.at(),
            "the mapping `" + mapping.target() + "` never reaches the function");
      }
    }
    return found;
  }

  /** What only the gateway may set fails every call, even where mappings are ignored otherwise. */
  private void illegal(List<ParameterMapping> mappings, Life life) {
    List<String> illegal = new ArrayList<>();
    for (ParameterMapping mapping : mappings) {
      String header = header(mapping);
      if (MappedRequestHeader.ofFunction(header) == MappedRequestHeader.ILLEGAL) {
        illegal.add(header);
        warn(
            "ineffective-mapping",
            mapping.at(),
            "the mapped header `"
                + mapping.target()
                + "` may only be set by the gateway: every call is answered with 500");
      }
    }
    if (!illegal.isEmpty()) {
      String names = String.join("`, `", illegal);
      life.add(
          Phase.SHAPE,
          new IllegalMapping("the request mapping sets `" + names + "`"),
          "illegal mapping");
    }
  }

  /** The request header a mapping sets; empty where it sets something else. */
  private static String header(ParameterMapping mapping) {
    MappingTarget target = MappingTarget.parse(mapping.target());
    return target != null && target.kind() == MappingTarget.Kind.REQUEST_HEADER
        ? target.name()
        : "";
  }

  private void warn(String id, Location at, String message) {
    context.problems().warning(id, at, message);
  }

  private static Integration uncallable(Text function) {
    return new MissingIntegration(
        "the function `" + function.value() + "` cannot be called: see the problems at start");
  }
}
