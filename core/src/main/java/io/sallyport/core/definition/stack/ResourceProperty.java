package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.openapi.Disposition;
import java.util.Locale;
import java.util.Set;

/**
 * A row of the table of resources: a property AWS knows and what becomes of it.
 *
 * @param type the resource's type, such as {@code AWS::ApiGateway::Stage}
 * @param name the property; {@code *} for every property of a resource, that is taken or refused as
 *     a whole
 * @param problem the id a refusal carries; empty where nothing refuses it
 * @param harmless the values, in upper case, that ask for what happens anyway
 * @param note why, for the sentence of a refusal and for the documentation
 */
public record ResourceProperty(
    String type,
    String name,
    Disposition disposition,
    String problem,
    Set<String> harmless,
    String note) {

  /** Stands for every property: the resource as a whole. */
  public static final String WHOLE = "*";

  public ResourceProperty {
    harmless = Set.copyOf(harmless);
  }

  static ResourceProperty enforced(String type, String name, String note) {
    return new ResourceProperty(type, name, Disposition.ENFORCED, "", Set.of(), note);
  }

  static ResourceProperty withoutEffect(String type, String name, String note) {
    return new ResourceProperty(type, name, Disposition.WITHOUT_EFFECT, "", Set.of(), note);
  }

  static ResourceProperty refused(String type, String name, String problem, String note) {
    return new ResourceProperty(type, name, Disposition.REFUSED, problem, Set.of(), note);
  }

  /** The same, but for values that ask for what happens anyway. */
  ResourceProperty unless(String... values) {
    return new ResourceProperty(type, name, disposition, problem, Set.of(values), note);
  }

  boolean isHarmless(String value) {
    return harmless.contains(value.toUpperCase(Locale.ROOT));
  }
}
