package io.sallyport.core.compile;

import io.sallyport.core.definition.IntegrationDefinition.ParameterMapping;
import io.sallyport.core.definition.IntegrationDefinition.Text;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.integration.MappedResponse.ResponseValue;
import io.sallyport.core.language.MappingSource;
import io.sallyport.core.language.MappingTarget;
import io.sallyport.core.language.NeedsVelocity;
import io.sallyport.core.language.Reference;
import io.sallyport.core.language.Template;
import io.sallyport.core.language.Template.Dialect;
import io.sallyport.core.values.BoundTemplate;
import io.sallyport.core.values.ContextVariable;
import io.sallyport.core.values.RequestValue;
import io.sallyport.core.values.RequestValues;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Compiles mapping sources and templates, and says what is wrong with them. */
final class Sources {

  /** A template the gateway cannot run yet. */
  static final String NEEDS_VTL = "template-needs-vtl";

  /** A mapping that looks into a body. */
  static final String BODY_MAPPING = "body-mapping-not-available";

  private final Context context;

  Sources(Context context) {
    this.context = context;
  }

  /** The header of {@code kind} that a mapping sets; empty, and a problem, where it sets none. */
  Optional<String> header(ParameterMapping mapping, MappingTarget.Kind kind) {
    MappingTarget target = MappingTarget.parse(mapping.target());
    if (target != null && target.kind() == kind) {
      return Optional.of(target.name());
    }
    context
        .problems()
        .error(
            "invalid-mapping-target",
            mapping.at(),
            "`" + mapping.target() + "` is not `" + kind.prefix() + "<name>`");
    return Optional.empty();
  }

  /** A source of a request mapping; empty where there is a problem with it. */
  Optional<RequestValue> request(ParameterMapping mapping) {
    return switch (MappingSource.parse(mapping.source())) {
      case MappingSource.Literal(String value) -> Optional.of(exchange -> value);
      case MappingSource.Request(Reference reference) -> bind(reference, mapping.at());
      case MappingSource.ResponseHeader header -> unknown(mapping, "a source of the request");
      case MappingSource.NotYet notYet -> notYet(mapping);
      case MappingSource.Unknown unknown -> unknown(mapping, "a source of the request");
    };
  }

  /** A source of a response mapping; empty where there is a problem with it. */
  Optional<ResponseValue> response(ParameterMapping mapping) {
    return switch (MappingSource.parse(mapping.source())) {
      case MappingSource.Literal(String value) -> Optional.of((exchange, headers) -> value);
      case MappingSource.ResponseHeader(String name, MappingSource.Values values) ->
          Optional.of(
              values == MappingSource.Values.LAST
                  ? (exchange, headers) -> headers.last(name)
                  : (exchange, headers) -> {
                    var all = headers.all(name);
                    return all.isEmpty() ? null : String.join(",", all);
                  });
      case MappingSource.Request(Reference reference) -> fromRequest(reference, mapping);
      case MappingSource.NotYet notYet -> notYet(mapping);
      case MappingSource.Unknown unknown -> unknown(mapping, "a source of the response");
    };
  }

  /** Templates by media type; empty where one of them cannot be run. */
  Optional<Map<String, BoundTemplate>> templates(Map<String, Text> texts, Dialect dialect) {
    Map<String, BoundTemplate> compiled = new LinkedHashMap<>();
    boolean whole = true;
    for (Map.Entry<String, Text> entry : texts.entrySet()) {
      Optional<BoundTemplate> template = template(entry.getValue(), dialect);
      template.ifPresent(found -> compiled.put(entry.getKey(), found));
      whole &= template.isPresent();
    }
    return whole ? Optional.of(compiled) : Optional.empty();
  }

  /** The look-up of {@code reference}; empty for a variable nobody knows. */
  Optional<RequestValue> bind(Reference reference, Location at) {
    if (reference instanceof Reference.Context(String name)
        && ContextVariable.named(name).isEmpty()) {
      context.problems().add(unknownVariable(name, at));
      return Optional.empty();
    }
    return Optional.of(RequestValues.of(reference, context.variables()));
  }

  /** The problem of a variable nobody knows. */
  static Problem unknownVariable(String name, Location at) {
    return Problem.error(
        "unknown-context-variable",
        at,
        "there is no variable `$context." + name + "`",
        ContextVariable.suggestion(name));
  }

  private Optional<BoundTemplate> template(Text text, Dialect dialect) {
    return switch (Template.parse(text.value(), dialect)) {
      case NeedsVelocity(int offset, String found) -> {
        context
            .problems()
            .unenforced(
                NEEDS_VTL,
                text.at(),
                "the template needs the Velocity language at `"
                    + found
                    + "`; only `$context`, `$stageVariables` and `$input.params` are filled"
                    + " in");
        yield Optional.empty();
      }
      case Template template ->
          isKnown(template, text.at())
              ? Optional.of(new BoundTemplate(template, context.variables()))
              : Optional.empty();
    };
  }

  private boolean isKnown(Template template, Location at) {
    boolean known = true;
    for (Template.Part part : template.parts()) {
      if (part instanceof Template.Mention(Reference reference)) {
        known &= bind(reference, at).isPresent();
      }
    }
    return known;
  }

  private Optional<ResponseValue> fromRequest(Reference reference, ParameterMapping mapping) {
    boolean allowed =
        reference instanceof Reference.Context || reference instanceof Reference.StageVariable;
    if (!allowed) {
      return unknown(mapping, "a source of the response");
    }
    return bind(reference, mapping.at()).map(value -> (exchange, headers) -> value.of(exchange));
  }

  private <T> Optional<T> notYet(ParameterMapping mapping) {
    context
        .problems()
        .unenforced(
            BODY_MAPPING,
            mapping.at(),
            "mapping from inside a body is not available: `" + mapping.source() + "`");
    return Optional.empty();
  }

  private <T> Optional<T> unknown(ParameterMapping mapping, String expected) {
    context
        .problems()
        .error(
            "invalid-mapping-source",
            mapping.at(),
            "`" + mapping.source() + "` is not " + expected + " or a 'literal' in quotes");
    return Optional.empty();
  }
}
