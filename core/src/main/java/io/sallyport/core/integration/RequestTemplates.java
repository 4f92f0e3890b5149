package io.sallyport.core.integration;

import io.sallyport.core.language.MediaType;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.values.BoundTemplate;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The request templates of an integration and what happens to a body none of them fits; the API
 * Gateway guide, "Integration passthrough behaviors".
 *
 * @param byType by media type, or {@code $default}
 * @param passedTypes media types, or {@code $default}, whose bodies pass as they are
 */
public record RequestTemplates(
    Map<String, BoundTemplate> byType, Set<String> passedTypes, Unmatched unmatched) {

  /** Stands for every media type that has no entry of its own. */
  private static final String DEFAULT = "$default";

  public RequestTemplates {
    byType = Map.copyOf(byType);
    passedTypes = Set.copyOf(passedTypes);
  }

  /** AWS's passthroughBehavior. */
  public enum Unmatched {
    WHEN_NO_MATCH,
    WHEN_NO_TEMPLATES,
    NEVER
  }

  /** The template for the request, or null when its body is passed on or refused. */
  @Nullable BoundTemplate choose(Exchange exchange) {
    String type = mediaType(exchange);
    BoundTemplate own = byType.get(type);
    return own != null || passedTypes.contains(type) ? own : byType.get(DEFAULT);
  }

  /** The refusal of a request no template fits, or null when its body is passed on. */
  @Nullable Refusal refusal(Exchange exchange) {
    String type = mediaType(exchange);
    boolean passes =
        switch (unmatched) {
          case WHEN_NO_MATCH -> true;
          case WHEN_NO_TEMPLATES -> byType.isEmpty() && passedTypes.isEmpty();
          case NEVER -> false;
        };
    return passes || passedTypes.contains(type) || passedTypes.contains(DEFAULT)
        ? null
        : Failures.unsupported(type);
  }

  private static String mediaType(Exchange exchange) {
    return MediaType.of(exchange.request().headers().last(KnownHeader.CONTENT_TYPE));
  }
}
