package io.sallyport.core.values;

import io.sallyport.core.language.Reference;
import io.sallyport.core.language.Template;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.pipeline.Exchange;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A template whose references are compiled; one without references is a constant. */
public final class BoundTemplate {

  private final Object[] parts;
  private final @Nullable Bytes fixed;

  /**
   * @param variables the stage's variables
   */
  public BoundTemplate(Template template, Map<String, String> variables) {
    this.parts = template.parts().stream().map(part -> bound(part, variables)).toArray();
    this.fixed = template.isFixed() ? Bytes.utf8(join(template)) : null;
  }

  /** The text for {@code exchange} as UTF-8. */
  public Bytes bytes(Exchange exchange) {
    return fixed != null ? fixed : Bytes.utf8(text(exchange));
  }

  /** The text for {@code exchange}. */
  public String text(Exchange exchange) {
    StringBuilder out = new StringBuilder(128);
    for (Object part : parts) {
      if (part instanceof RequestValue value) {
        String found = value.of(exchange);
        out.append(found == null ? "" : found);
      } else {
        out.append(part);
      }
    }
    return out.toString();
  }

  /** The one text it always is, or null when it depends on the request. */
  public @Nullable String fixedText() {
    return fixed == null ? null : fixed.text();
  }

  private static Object bound(Template.Part part, Map<String, String> variables) {
    return switch (part) {
      case Template.Text(String text) -> text;
      case Template.Mention(Reference reference) -> RequestValues.of(reference, variables);
    };
  }

  private static String join(Template template) {
    StringBuilder out = new StringBuilder();
    template
        .parts()
        .forEach(part -> out.append(part instanceof Template.Text(String text) ? text : ""));
    return out.toString();
  }
}
