package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.IntegrationDefinition.Payload;
import io.sallyport.core.definition.IntegrationDefinition.Text;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.language.FunctionUri;
import io.sallyport.core.pipeline.ApiType;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how an integration calls a Lambda function. */
final class FunctionReader {

  private static final String STREAMING = "response-streaming-not-supported";
  private static final String BINARY = "x-amazon-apigateway-binary-media-types";
  private static final List<String> VERSIONS = List.of("1.0", "2.0");

  /** The service in {@code arn:aws:apigateway:{region}:{subdomain.}{service}:path/…}. */
  private static final Pattern SERVICE =
      Pattern.compile("arn:[^:]*:apigateway:[^:]*:([^:/]+):(?:path|action)/.*", Pattern.DOTALL);

  private final Reading reading;

  FunctionReader(Reading reading) {
    this.reading = reading;
  }

  /** The service other than Lambda that an integration calls, in words; empty for none. */
  static Optional<String> otherService(Mapping integration) {
    if (integration.entries().containsKey("integrationSubtype")) {
      return Optional.of("the service `" + Reading.textOf(integration, "integrationSubtype") + "`");
    }
    Matcher service = SERVICE.matcher(Reading.textOf(integration, "uri"));
    return service.matches() && !service.group(1).equals("lambda")
        ? Optional.of("the service `" + service.group(1) + "`")
        : Optional.empty();
  }

  /** The function's address; empty, and a problem, where there is none that is called. */
  Optional<Text> address(Mapping integration) {
    Node node = integration.entries().get("uri");
    if (node == null) {
      reading.error(
          "invalid-uri",
          integration.at(),
          "Invalid ARN specified in the request: the integration has no `uri`");
      return Optional.empty();
    }
    return reading.nodes().text(node).flatMap(uri -> address(uri, node));
  }

  /** The role the function is called with; null where there is none. */
  @Nullable Text credentials(Mapping integration) {
    String role = Reading.textOf(integration, "credentials");
    return role.isEmpty() ? null : new Text(role, integration.keyAt("credentials"));
  }

  /** The version of the event; that of HTTP APIs is 1.0 unless it is said, as in AWS's API. */
  Payload payload(Mapping integration) {
    if (reading.type() == ApiType.REST) {
      return Payload.REST;
    }
    return Reading.get(integration, "payloadFormatVersion")
            .flatMap(node -> reading.nodes().choice(node, VERSIONS))
            .orElse("1.0")
            .equals("2.0")
        ? Payload.VERSION_2_0
        : Payload.VERSION_1_0;
  }

  /** The media types whose bodies are binary; REST APIs only. */
  List<String> binaryMediaTypes() {
    return reading.type() == ApiType.REST
        ? Reading.get(reading.root(), BINARY).flatMap(BinaryTypes::quietly).orElse(List.of())
        : List.of();
  }

  private Optional<Text> address(String uri, Node node) {
    return switch (FunctionUri.parse(uri, reading.settings().stageVariables())) {
      case FunctionUri.Function(String arn, FunctionUri.Form form) -> {
        if (form == FunctionUri.Form.PLAIN && reading.type() == ApiType.REST) {
          invalid(node, "AWS ARN for integration must contain path or action: `" + uri + "`");
        }
        yield Optional.of(new Text(uri, node.at()));
      }
      // AWS deploys such a stage and its calls fail, which is the compiler's to say.
      case FunctionUri.Unset unset -> Optional.of(new Text(uri, node.at()));
      case FunctionUri.Streaming streaming -> {
        reading
            .properties()
            .refuse(
                STREAMING,
                node.at(),
                "the function `"
                    + streaming.arn()
                    + "` is to stream its answer, which is not done");
        yield Optional.empty();
      }
      case FunctionUri.Malformed malformed -> {
        invalid(node, "Invalid ARN specified in the request: `" + uri + "`");
        yield Optional.empty();
      }
    };
  }

  private void invalid(Node node, String what) {
    reading.error("invalid-uri", node.at(), what + ", " + FunctionUri.EXPECTED);
  }
}
