package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.openapi.Place.Openness;
import io.sallyport.core.definition.openapi.Property.When;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import io.sallyport.core.definition.source.NodeReader;
import io.sallyport.core.language.Suggestions;
import io.sallyport.core.pipeline.ApiType;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Holds the objects of a document against the table, and remembers what is without effect. */
final class PropertyCheck {

  static final String AWS_EXTENSION = "x-amazon-apigateway-";

  private final ApiType type;
  private final NodeReader nodes;
  private final Set<String> unaffected = new TreeSet<>();
  private final Set<Mapping> checked = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Set<Mapping> passedOver = Collections.newSetFromMap(new IdentityHashMap<>());

  PropertyCheck(ApiType type, NodeReader nodes) {
    this.type = type;
    this.nodes = nodes;
  }

  /** Checks every property of an object; an object that several references name is checked once. */
  void check(Place place, Mapping mapping) {
    if (!checked.add(mapping)) {
      return;
    }
    mapping
        .entries()
        .forEach((key, value) ->
            PropertyTable.find(place, key)
                .ifPresentOrElse(
                    row -> apply(row, value, mapping.keyAt(key)),
                    () -> unknown(place, key, mapping.keyAt(key))));
  }

  /** Passes over an object that was refused as a whole: what stands in it needs no problem. */
  void passOver(Mapping mapping) {
    passedOver.add(mapping);
  }

  boolean isPassedOver(Node node) {
    return node instanceof Mapping mapping && passedOver.contains(mapping);
  }

  /** Whether {@code mapping} was held against the table. */
  boolean isChecked(Mapping mapping) {
    return checked.contains(mapping);
  }

  /** Adds the refusal of a row whose reader decides when it acts. */
  void refuse(Place place, String name, Location at, String what) {
    Property row =
        PropertyTable.find(place, name)
            .orElseThrow(() -> new IllegalStateException(place + " has no " + name));
    refuse(row.problem(), at, what + ": " + row.note());
  }

  void refuse(String id, Location at, String message) {
    nodes.problems().unenforced(id, at, message);
  }

  void unaffected(Place place, String name) {
    unaffected.add(place.noun() + " " + name);
  }

  List<String> unaffected() {
    return List.copyOf(unaffected);
  }

  private void apply(Property row, Node value, Location at) {
    switch (row.disposition(type)) {
      case ENFORCED -> {}
      case WITHOUT_EFFECT -> unaffected(row.place(), row.name());
      case MISTAKE ->
          nodes.error(
              "unknown-property",
              at,
              "`" + row.name() + "` is not a property of " + row.place().words() + " of " + api());
      case REFUSED -> applyRefused(row, value, at);
    }
  }

  private void applyRefused(Property row, Node value, Location at) {
    if (row.when() == When.ACTING) {
      return;
    }
    if (row.when() == When.VALUE && isHarmless(value, row.harmless())) {
      unaffected(row.place(), row.name());
      return;
    }
    refuse(row.problem(), at, "`" + row.name() + "` is not enforced: " + row.note());
  }

  /**
   * Whether a value asks for nothing: it is empty, a harmless word, or a collection of such. {@code
   * x-amazon-apigateway-auth} holds its word under {@code type}.
   */
  private static boolean isHarmless(Node value, Set<String> harmless) {
    return switch (value) {
      case Scalar scalar ->
          scalar.kind() == Kind.NULL || harmless.contains(scalar.text().toUpperCase(Locale.ROOT));
      case Sequence sequence ->
          sequence.items().stream().allMatch(item -> isHarmless(item, harmless));
      case Mapping mapping ->
          mapping.entries().isEmpty()
              || (mapping.entries().keySet().equals(Set.of("type"))
                  && mapping.entries().values().stream().allMatch(n -> isHarmless(n, harmless)));
    };
  }

  private void unknown(Place place, String key, Location at) {
    if (key.startsWith(AWS_EXTENSION)) {
      nodes.problems().add(stray(key, place.words(), at));
    } else if (key.startsWith("x-") && place.openness() == Openness.EXTENSIONS) {
      unaffected(place, key);
    } else {
      nodes.unknown(key, at, PropertyTable.names(place).keySet(), place.words());
    }
  }

  /** The problem of an extension of AWS's that stands in {@code found}, where nothing reads it. */
  static Problem stray(String key, String found, Location at) {
    return PropertyTable.anywhere(key)
        .map(known -> misplaced(known, found, at))
        .orElseGet(() ->
            Problem.error(
                "unknown-extension",
                at,
                "`" + key + "` is no extension that API Gateway knows",
                suggestion(key)));
  }

  private static Problem misplaced(Property known, String found, Location at) {
    return Problem.error(
        "misplaced-extension",
        at,
        "`"
            + known.name()
            + "` has no effect in "
            + found
            + ", expected it in "
            + known.place().words());
  }

  /** The known extension nearest to a key, by what follows the prefix they share. */
  private static @Nullable String suggestion(String key) {
    List<String> known =
        PropertyTable.all().stream()
            .map(Property::name)
            .filter(name -> name.startsWith(AWS_EXTENSION))
            .map(name -> name.substring(AWS_EXTENSION.length()))
            .distinct()
            .toList();
    String nearest = Suggestions.nearest(key.substring(AWS_EXTENSION.length()), known);
    return nearest == null ? null : AWS_EXTENSION + nearest;
  }

  private String api() {
    return switch (type) {
      case REST -> "a REST API";
      case HTTP -> "an HTTP API";
    };
  }
}
