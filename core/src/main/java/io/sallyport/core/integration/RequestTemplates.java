package io.sallyport.core.integration;

import io.sallyport.core.language.MediaType;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.pipeline.BoundTemplate;
import io.sallyport.core.pipeline.Exchange;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The request templates of an integration and what happens to a body none of them fits; the API
 * Gateway guide, "Integration passthrough behaviors".
 *
 * @param byType by media type, or {@code $default}
 */
public record RequestTemplates(Map<String, BoundTemplate> byType, Unmatched unmatched) {

  public RequestTemplates {
    byType = Map.copyOf(byType);
  }

  /** AWS's passthroughBehavior. */
  public enum Unmatched {
    WHEN_NO_MATCH,
    WHEN_NO_TEMPLATES,
    NEVER
  }

  /** The template for the request, or null when its body is passed on or refused. */
  @Nullable BoundTemplate choose(Exchange exchange) {
    BoundTemplate own = byType.get(mediaType(exchange));
    return own != null ? own : byType.get("$default");
  }

  /** The refusal of a request no template fits, or null when its body is passed on. */
  @Nullable Refusal refusal(Exchange exchange) {
    boolean passes =
        switch (unmatched) {
          case WHEN_NO_MATCH -> true;
          case WHEN_NO_TEMPLATES -> byType.isEmpty();
          case NEVER -> false;
        };
    return passes ? null : Failures.unsupported(mediaType(exchange));
  }

  private static String mediaType(Exchange exchange) {
    return MediaType.of(exchange.request().headers().last(KnownHeader.CONTENT_TYPE));
  }
}
