package io.sallyport.core.language;

import java.util.List;

/**
 * A text with plain references in it and no logic: what gateway responses, access log formats and
 * the simplest mapping templates are made of.
 */
public record Template(List<Part> parts) implements ParsedTemplate {

  public Template {
    parts = List.copyOf(parts);
  }

  /** Reads {@code source}. */
  public static ParsedTemplate parse(String source, Dialect dialect) {
    return new TemplateReader(source, dialect).read();
  }

  /** Whether the template is the same for every request. */
  public boolean isFixed() {
    return parts.stream().allMatch(Text.class::isInstance);
  }

  /** Which references a template may hold, and what anything else in it is. */
  public enum Dialect {
    /** {@code $context}, {@code $stageVariables}, {@code $method.request}; all else is text. */
    GATEWAY_RESPONSE,
    /** {@code $context}; all else is text. */
    ACCESS_LOG,
    /**
     * Velocity, of which only {@code $context}, {@code $stageVariables} and {@code $input.params}.
     */
    MAPPING
  }

  /** A piece of a template. */
  public sealed interface Part permits Text, Mention {}

  /** Text that is printed as it stands. */
  public record Text(String value) implements Part {}

  /** A reference whose value is printed; nothing is printed where it has none. */
  public record Mention(Reference reference) implements Part {}
}
