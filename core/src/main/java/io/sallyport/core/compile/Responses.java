package io.sallyport.core.compile;

import io.sallyport.core.definition.IntegrationDefinition.ParameterMapping;
import io.sallyport.core.definition.IntegrationDefinition.ResponseDefinition;
import io.sallyport.core.integration.ErrorSelection;
import io.sallyport.core.integration.MappedResponse;
import io.sallyport.core.integration.MappedResponse.Declared;
import io.sallyport.core.integration.ResponseSelection;
import io.sallyport.core.language.ErrorPattern;
import io.sallyport.core.language.MappingTarget.Kind;
import io.sallyport.core.language.StatusPattern;
import io.sallyport.core.language.Template.Dialect;
import io.sallyport.core.values.BoundTemplate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles the integration responses of one method. */
final class Responses {

  private final Context context;
  private final Sources sources;

  Responses(Context context) {
    this.context = context;
    this.sources = new Sources(context);
  }

  /**
   * The selection among {@code definitions}; empty where one of them cannot be run.
   *
   * @param statuses the statuses of the method's declared responses
   */
  Optional<ResponseSelection> compile(List<ResponseDefinition> definitions, Set<String> statuses) {
    Compiled compiled = compiled(definitions, statuses);
    List<ResponseSelection.Choice> choices = new ArrayList<>();
    compiled.selected.forEach((pattern, response) ->
        choices.add(new ResponseSelection.Choice(StatusPattern.of(pattern), response)));
    return compiled.whole
        ? Optional.of(new ResponseSelection(choices, compiled.otherwise))
        : Optional.empty();
  }

  /** The same among the responses of a function, which error messages select. */
  Optional<ErrorSelection> ofErrors(List<ResponseDefinition> definitions, Set<String> statuses) {
    Compiled compiled = compiled(definitions, statuses);
    List<ErrorSelection.Choice> choices = new ArrayList<>();
    compiled.selected.forEach((pattern, response) ->
        choices.add(new ErrorSelection.Choice(ErrorPattern.of(pattern), response)));
    return compiled.whole
        ? Optional.of(new ErrorSelection(choices, compiled.otherwise))
        : Optional.empty();
  }

  /** The responses by their patterns, in order, and the default one. */
  private static final class Compiled {
    private final Map<String, MappedResponse> selected = new LinkedHashMap<>();
    private @Nullable MappedResponse otherwise;
    private boolean whole = true;
  }

  private Compiled compiled(List<ResponseDefinition> definitions, Set<String> statuses) {
    Compiled compiled = new Compiled();
    for (ResponseDefinition definition : definitions) {
      MappedResponse response = response(definition, statuses);
      boolean selects = isPattern(definition);
      compiled.whole &= response != null && selects;
      if (response == null || !selects) {
        continue;
      }
      if (!definition.pattern().isEmpty()) {
        compiled.selected.putIfAbsent(definition.pattern(), response);
      } else if (compiled.otherwise == null) {
        compiled.otherwise = response;
      }
    }
    return compiled;
  }

  private boolean isPattern(ResponseDefinition definition) {
    String fault = StatusPattern.fault(definition.pattern());
    if (fault == null) {
      return true;
    }
    context
        .problems()
        .error(
            "invalid-selection-pattern",
            definition.at(),
            "`" + definition.pattern() + "` is not a regular expression: " + fault);
    return false;
  }

  private @Nullable MappedResponse response(ResponseDefinition definition, Set<String> statuses) {
    Optional<Map<String, BoundTemplate>> templates =
        sources.templates(definition.templates(), Dialect.MAPPING);
    List<MappedResponse.Header> headers = new ArrayList<>();
    boolean whole = templates.isPresent();
    for (ParameterMapping mapping : definition.parameters()) {
      whole &= header(mapping, headers);
    }
    boolean declared = statuses.contains(Integer.toString(definition.status()));
    if (!declared) {
      context
          .problems()
          .warning(
              "undeclared-response",
              definition.at(),
              "the method declares no response `"
                  + definition.status()
                  + "`: whatever selects it is answered with 500");
    }
    return whole
        ? new MappedResponse(
            definition.status(),
            declared ? Declared.DECLARED : Declared.UNDECLARED,
            headers,
            templates.orElseThrow())
        : null;
  }

  /** Adds the header of {@code mapping}; false where there is a problem with it. */
  private boolean header(ParameterMapping mapping, List<MappedResponse.Header> headers) {
    Optional<String> name = sources.header(mapping, Kind.RESPONSE_HEADER);
    if (name.isEmpty()) {
      return false;
    }
    var source = sources.response(mapping);
    source.ifPresent(value -> headers.addAll(MappedResponse.Header.of(name.get(), value)));
    return source.isPresent();
  }
}
