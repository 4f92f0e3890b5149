package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.IntegrationDefinition.ParameterMapping;
import io.sallyport.core.definition.IntegrationDefinition.Text;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.language.MappingTarget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads parameter mappings, templates and statuses; what they say is the compiler's to parse. */
final class Mappings {

  private static final String REQUEST_TEMPLATES = "requestTemplates";
  private static final Pattern STATUS = Pattern.compile("[1-5]\\d\\d");

  private final Reading reading;

  Mappings(Reading reading) {
    this.reading = reading;
  }

  /**
   * The parameter mappings under {@code key}.
   *
   * @param kinds what they may set
   * @param example a target as the message for a wrong one shows it
   */
  List<ParameterMapping> parameters(
      Mapping owner, String key, Set<MappingTarget.Kind> kinds, String example) {
    List<ParameterMapping> parameters = new ArrayList<>();
    reading
        .mapping(owner, key)
        .ifPresent(mapping ->
            mapping
                .entries()
                .forEach((name, value) -> {
                  Location at = mapping.keyAt(name);
                  MappingTarget target = MappingTarget.parse(name);
                  if (target == null || !kinds.contains(target.kind())) {
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
    return texts(entries(owner, key));
  }

  /** The request templates of an integration; those that are null are no templates. */
  Map<String, Text> requestTemplates(Mapping integration) {
    Map<String, Node> written = new LinkedHashMap<>(entries(integration, REQUEST_TEMPLATES));
    written.values().removeIf(Mappings::isNull);
    return texts(written);
  }

  /** The media types of an integration whose request template is null. */
  Set<String> passedTypes(Mapping integration) {
    return entries(integration, REQUEST_TEMPLATES).entrySet().stream()
        .filter(entry -> isNull(entry.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The status under {@code statusCode}; empty when absent, or wrong and reported. */
  OptionalInt status(Mapping owner) {
    Optional<String> text = reading.text(owner, "statusCode");
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!isStatus(text.get())) {
      Reading.get(owner, "statusCode")
          .ifPresent(
              node -> reading.nodes().wrongValue(node, "expected a status from `100` to `599`"));
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseInt(text.get()));
  }

  /** Whether {@code text} is a status, and not a range or {@code default}. */
  static boolean isStatus(String text) {
    return STATUS.matcher(text).matches();
  }

  private Map<String, Node> entries(Mapping owner, String key) {
    return reading.mapping(owner, key).map(Mapping::entries).orElse(Map.of());
  }

  private Map<String, Text> texts(Map<String, Node> nodes) {
    Map<String, Text> texts = new LinkedHashMap<>();
    nodes.forEach((name, node) ->
        reading.nodes().text(node).ifPresent(text -> texts.put(name, new Text(text, node.at()))));
    return texts;
  }

  private static boolean isNull(Node node) {
    return node instanceof Scalar scalar && scalar.kind() == Kind.NULL;
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
