package io.sallyport.core.definition;

import io.sallyport.core.pipeline.Endpoint.Verification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands behind a method or route, as the operator wrote it. */
public sealed interface IntegrationDefinition {

  Location at();

  /**
   * HTTP_PROXY: the request goes through and so does the response.
   *
   * @param method the integration's HTTP method; {@code ANY} takes the caller's
   * @param parameters request parameter mappings; empty for HTTP APIs
   */
  record HttpProxy(
      Text uri,
      String method,
      List<ParameterMapping> parameters,
      Duration timeout,
      Verification verification,
      Location at)
      implements IntegrationDefinition {

    public HttpProxy {
      parameters = List.copyOf(parameters);
    }
  }

  /**
   * HTTP: only what is mapped reaches the endpoint, and only what is mapped comes back.
   *
   * @param templates by media type
   * @param passedTypes the media types whose template is null: such bodies pass as they are
   */
  record Http(
      Text uri,
      String method,
      List<ParameterMapping> parameters,
      Map<String, Text> templates,
      Set<String> passedTypes,
      PassthroughBehavior passthrough,
      List<ResponseDefinition> responses,
      Duration timeout,
      Verification verification,
      Location at)
      implements IntegrationDefinition {

    public Http {
      parameters = List.copyOf(parameters);
      templates = Map.copyOf(templates);
      passedTypes = Set.copyOf(passedTypes);
      responses = List.copyOf(responses);
    }
  }

  /**
   * MOCK: the gateway answers from templates.
   *
   * @param templates by media type
   * @param passedTypes the media types whose template is null: such bodies pass as they are
   */
  record Mock(
      List<ParameterMapping> parameters,
      Map<String, Text> templates,
      Set<String> passedTypes,
      PassthroughBehavior passthrough,
      List<ResponseDefinition> responses,
      Location at)
      implements IntegrationDefinition {

    public Mock {
      parameters = List.copyOf(parameters);
      templates = Map.copyOf(templates);
      passedTypes = Set.copyOf(passedTypes);
      responses = List.copyOf(responses);
    }
  }

  /**
   * AWS_PROXY with a Lambda function: the function gets the request, and makes the response.
   *
   * @param function the function's address, as written
   * @param method the integration's HTTP method, which is to be {@code POST}
   * @param parameters request parameter mappings, of which only illegal ones act
   * @param binaryMediaTypes whose bodies are binary; empty for HTTP APIs
   * @param credentials the role the function is called with, or null
   */
  record LambdaProxy(
      Text function,
      String method,
      Payload payload,
      List<ParameterMapping> parameters,
      List<String> binaryMediaTypes,
      Duration timeout,
      @Nullable Text credentials,
      Location at)
      implements IntegrationDefinition {

    public LambdaProxy {
      parameters = List.copyOf(parameters);
      binaryMediaTypes = List.copyOf(binaryMediaTypes);
    }
  }

  /**
   * AWS with a Lambda function: the function gets what is mapped, and only what is mapped comes
   * back.
   *
   * @param function the function's address, as written
   * @param method the integration's HTTP method, which is to be {@code POST}
   * @param templates by media type
   * @param passedTypes the media types whose template is null: such bodies pass as they are
   * @param credentials the role the function is called with, or null
   */
  record Lambda(
      Text function,
      String method,
      List<ParameterMapping> parameters,
      Map<String, Text> templates,
      Set<String> passedTypes,
      PassthroughBehavior passthrough,
      List<ResponseDefinition> responses,
      Duration timeout,
      @Nullable Text credentials,
      Location at)
      implements IntegrationDefinition {

    public Lambda {
      parameters = List.copyOf(parameters);
      templates = Map.copyOf(templates);
      passedTypes = Set.copyOf(passedTypes);
      responses = List.copyOf(responses);
    }
  }

  /**
   * An integration the gateway does not have, let pass by the operator: the route answers 500 as a
   * misconfigured one does.
   *
   * @param type the type as written, {@code AWS_PROXY}
   */
  record Missing(String type, Location at) implements IntegrationDefinition {}

  /** The event a proxy integration gives its function. */
  enum Payload {
    /** A REST API's. */
    REST,
    /** An HTTP API's of version 1.0. */
    VERSION_1_0,
    /** An HTTP API's of version 2.0. */
    VERSION_2_0
  }

  /** What happens to a body no template fits; AWS's passthroughBehavior. */
  enum PassthroughBehavior {
    WHEN_NO_MATCH,
    WHEN_NO_TEMPLATES,
    NEVER
  }

  /** A text of the operator's and where it stands. */
  record Text(String value, Location at) {}

  /**
   * A parameter mapping.
   *
   * @param target {@code integration.request.header.X} and the like
   * @param source {@code method.request.path.id}, {@code 'static'} and the like
   */
  record ParameterMapping(String target, String source, Location at) {}

  /**
   * An integration response: what a status selects.
   *
   * @param pattern the selection pattern; empty for the default response
   * @param status the status the caller gets
   * @param parameters response parameter mappings
   * @param templates by media type
   */
  record ResponseDefinition(
      String pattern,
      int status,
      List<ParameterMapping> parameters,
      Map<String, Text> templates,
      Location at) {

    public ResponseDefinition {
      parameters = List.copyOf(parameters);
      templates = Map.copyOf(templates);
    }
  }
}
