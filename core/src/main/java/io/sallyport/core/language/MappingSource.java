package io.sallyport.core.language;

import io.sallyport.core.language.Reference.Place;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The right side of a parameter mapping: {@code method.request.path.id}, {@code 'literal'} and the
 * like. See the API Gateway guide, "Mapping template and parameter reference".
 */
public sealed interface MappingSource {

  /** A static text. */
  record Literal(String value) implements MappingSource {}

  /** Something of the request. */
  record Request(Reference reference) implements MappingSource {}

  /** A header of the integration's response. */
  record ResponseHeader(String name, Values values) implements MappingSource {}

  /** A source AWS has and the gateway does not yet. */
  record NotYet() implements MappingSource {}

  /** Not a source. */
  record Unknown() implements MappingSource {}

  /** Which values of a repeated header are meant. */
  enum Values {
    LAST,
    ALL
  }

  /** Reads {@code source}. */
  static MappingSource parse(String source) {
    if (source.length() >= 2 && source.startsWith("'") && source.endsWith("'")) {
      return new Literal(source.substring(1, source.length() - 1));
    }
    if (source.startsWith("context.")) {
      return named(source, "context.", name -> new Request(new Reference.Context(name)));
    }
    if (source.startsWith("stageVariables.")) {
      return named(
          source, "stageVariables.", name -> new Request(new Reference.StageVariable(name)));
    }
    if (source.startsWith("integration.response.")) {
      return response(source.substring("integration.response.".length()));
    }
    return source.startsWith("method.request.")
        ? request(source.substring("method.request.".length()))
        : new Unknown();
  }

  /** The place called {@code name} in a mapping, or null. */
  static @Nullable Place place(String name) {
    return switch (name) {
      case "path" -> Place.PATH;
      case "querystring" -> Place.QUERYSTRING;
      case "header" -> Place.HEADER;
      case "multivaluequerystring" -> Place.MULTIVALUE_QUERYSTRING;
      case "multivalueheader" -> Place.MULTIVALUE_HEADER;
      default -> null;
    };
  }

  private static MappingSource request(String rest) {
    if (rest.equals("body")) {
      return new Request(new Reference.Body());
    }
    if (rest.startsWith("body.") || rest.startsWith("body[")) {
      return new NotYet();
    }
    int dot = rest.indexOf('.');
    Place place = dot < 0 ? null : place(rest.substring(0, dot));
    return place == null || dot + 1 == rest.length()
        ? new Unknown()
        : new Request(new Reference.Parameter(place, rest.substring(dot + 1)));
  }

  private static MappingSource response(String rest) {
    if (rest.equals("body") || rest.startsWith("body.") || rest.startsWith("body[")) {
      return new NotYet();
    }
    if (rest.startsWith("header.")) {
      return named(rest, "header.", name -> new ResponseHeader(name, Values.LAST));
    }
    return rest.startsWith("multivalueheader.")
        ? named(rest, "multivalueheader.", name -> new ResponseHeader(name, Values.ALL))
        : new Unknown();
  }

  private static MappingSource named(
      String source, String prefix, Function<String, MappingSource> make) {
    String name = source.substring(prefix.length());
    return name.isEmpty() ? new Unknown() : make.apply(name);
  }
}
