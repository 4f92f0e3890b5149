package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.IntegrationDefinition.ParameterMapping;
import io.sallyport.core.definition.IntegrationDefinition.Text;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.Node.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Reads parameter mappings, templates and statuses; what they say is the compiler's to parse. */
final class Mappings {

  private static final String NAME = "[a-zA-Z0-9._$-]+";

  static final Pattern REQUEST_TARGET =
      Pattern.compile("integration\\.request\\.(header|querystring|path)\\." + NAME);
  static final Pattern RESPONSE_TARGET = Pattern.compile("method\\.response\\.header\\." + NAME);
  static final Pattern GATEWAY_RESPONSE_TARGET =
      Pattern.compile("gatewayresponse\\.header\\." + NAME);

  private static final Pattern STATUS = Pattern.compile("[1-5]\\d\\d");

  private final Reading reading;

  Mappings(Reading reading) {
    this.reading = reading;
  }

  /**
   * The parameter mappings under {@code key}.
   *
   * @param example a target as the message for a wrong one shows it
   */
  List<ParameterMapping> parameters(Mapping owner, String key, Pattern target, String example) {
    List<ParameterMapping> parameters = new ArrayList<>();
    reading
        .mapping(owner, key)
        .ifPresent(mapping ->
            mapping
                .entries()
                .forEach((name, value) -> {
                  Location at = PropertyCheck.keyAt(mapping, name);
                  if (!target.matcher(name).matches()) {
                    invalidTarget(name, at, example);
                  }
                  reading
                      .nodes()
                      .text(value)
                      .ifPresent(source -> parameters.add(new ParameterMapping(name, source, at)));
                }));
    return parameters;
  }

  /** The templates under {@code key}, by media type. */
  Map<String, Text> templates(Mapping owner, String key) {
    Map<String, Text> templates = new LinkedHashMap<>();
    reading
        .mapping(owner, key)
        .ifPresent(mapping ->
            mapping
                .entries()
                .forEach((mediaType, value) ->
                    reading
                        .nodes()
                        .text(value)
                        .ifPresent(text -> templates.put(mediaType, new Text(text, value.at())))));
    return templates;
  }

  /** The status under {@code statusCode}; empty when absent, or wrong and reported. */
  OptionalInt status(Mapping owner) {
    Optional<String> text = reading.text(owner, "statusCode");
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!STATUS.matcher(text.get()).matches()) {
      Reading.get(owner, "statusCode")
          .ifPresent(
              node -> reading.nodes().wrongValue(node, "expected a status from `100` to `599`"));
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseInt(text.get()));
  }

  private void invalidTarget(String name, Location at, String example) {
    reading.error(
        "invalid-mapping-target",
        at,
        "Invalid mapping expression parameter specified: `"
            + name
            + "`, expected one like `"
            + example
            + "`");
  }
}
