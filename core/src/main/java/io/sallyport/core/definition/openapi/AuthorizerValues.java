package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.IntegrationDefinition.Text;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.language.ValidationExpression;
import io.sallyport.core.pipeline.ApiType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads what several types of authorizers have in common. */
final class AuthorizerValues {

  /** REST APIs: documented. */
  private static final Duration REST_TTL = Duration.ofMinutes(5);

  /** HTTP APIs: AWS's reference names no default; nothing is kept that nobody asked to keep. */
  private static final Duration HTTP_TTL = Duration.ZERO;

  private static final int LONGEST_TTL_SECONDS = 3600;

  private final Reading reading;

  AuthorizerValues(Reading reading) {
    this.reading = reading;
  }

  /** How long results are kept. */
  Duration ttl(Mapping authorizer) {
    Duration unset = reading.type() == ApiType.REST ? REST_TTL : HTTP_TTL;
    Node node = authorizer.entries().get("authorizerResultTtlInSeconds");
    if (node == null) {
      return unset;
    }
    return Duration.ofSeconds(
        reading.nodes().integer(node, 0, LONGEST_TTL_SECONDS).orElse(unset.toSeconds()));
  }

  /** The expression under {@code identityValidationExpression}; null for none that runs. */
  @Nullable Text expression(Mapping authorizer) {
    Text text = text(authorizer, "identityValidationExpression");
    if (text == null) {
      return null;
    }
    String fault = ValidationExpression.fault(text.value());
    if (fault == null) {
      return text;
    }
    reading.error("invalid-expression", text.at(), fault);
    return null;
  }

  /** The text under {@code key}; null when there is none, or an empty one. */
  @Nullable Text text(Mapping authorizer, String key) {
    Node node = authorizer.entries().get(key);
    return node == null
        ? null
        : reading
            .nodes()
            .text(node)
            .filter(text -> !text.isEmpty())
            .map(text -> new Text(text, node.at()))
            .orElse(null);
  }
}
