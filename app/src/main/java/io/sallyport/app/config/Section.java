package io.sallyport.app.config;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import io.sallyport.core.definition.source.NodeReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of the configuration whose keys are all known. Each method answers the default where
 * the key is absent, and where its value will not do, which is then a problem.
 */
final class Section {

  private final NodeReader reader;
  private final Mapping mapping;
  private final Path directory;

  /**
   * @param what the section's name in messages
   * @param directory what relative paths start from
   * @param known every key the section may have
   */
  Section(NodeReader reader, Mapping mapping, Path directory, String what, String... known) {
    this.reader = reader;
    this.mapping = mapping;
    this.directory = directory;
    reader.onlyKnown(mapping, List.of(known), what);
  }

  Location at() {
    return mapping.at();
  }

  NodeReader reader() {
    return reader;
  }

  Path directory() {
    return directory;
  }

  /** The section under {@code key}; an empty one when absent. */
  Section section(String key, String what, String... known) {
    Mapping none = new Mapping(Map.of(), Map.of(), mapping.at());
    Mapping found = get(key).flatMap(reader::mapping).orElse(none);
    return new Section(reader, found, directory, what, known);
  }

  /** The sections of the sequence under {@code key}. */
  List<Section> sections(String key, String what, String... known) {
    List<Section> sections = new ArrayList<>();
    items(key)
        .forEach(item ->
            reader
                .mapping(item)
                .ifPresent(
                    found -> sections.add(new Section(reader, found, directory, what, known))));
    return sections;
  }

  boolean has(String key) {
    return get(key).isPresent();
  }

  /** Where the value of {@code key} stands; the section's own place when it is absent. */
  Location at(String key) {
    return get(key).map(Node::at).orElse(mapping.at());
  }

  String text(String key, String otherwise) {
    return get(key).flatMap(reader::text).orElse(otherwise);
  }

  @Nullable String text(String key) {
    return get(key).flatMap(reader::text).orElse(null);
  }

  /** A text that must be there. */
  String required(String key) {
    Optional<Node> node = get(key);
    if (node.isEmpty()) {
      reader.error("missing-property", mapping.at(), "`" + key + "` is missing");
      return "";
    }
    return reader.text(node.get()).orElse("");
  }

  /** A text of the form {@code pattern}. */
  @Nullable String text(String key, String pattern, String expected) {
    Optional<Node> node = get(key);
    Optional<String> text = node.flatMap(reader::text);
    if (text.isPresent() && !text.get().matches(pattern)) {
      reader.wrongValue(node.get(), expected);
      return null;
    }
    return text.orElse(null);
  }

  @Nullable Path path(String key) {
    return get(key).flatMap(reader::text).map(directory::resolve).map(Path::normalize).orElse(null);
  }

  /**
   * A constant of {@code otherwise}'s type; {@link #choice(String, Class)} says how it is written.
   */
  <E extends Enum<E>> E choice(String key, E otherwise) {
    E chosen = choice(key, otherwise.getDeclaringClass());
    return chosen == null ? otherwise : chosen;
  }

  /** One of {@code constants}, written in lower case with dashes; null where none is chosen. */
  <E extends Enum<E>> @Nullable E choice(String key, Class<E> constants) {
    Map<String, E> known = new LinkedHashMap<>();
    for (E constant : constants.getEnumConstants()) {
      known.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
    }
    Optional<String> chosen = get(key).flatMap(node -> reader.choice(node, known.keySet()));
    return chosen.isEmpty() ? null : known.get(chosen.get());
  }

  Port port(String key, Port otherwise) {
    Optional<Node> node = get(key);
    Optional<String> text = node.flatMap(reader::text);
    if (text.isEmpty()) {
      return otherwise;
    }
    Port port = Port.parse(text.get());
    if (port == null) {
      reader.wrongValue(node.get(), "expected a port from `0` to `65535` or `off`");
      return otherwise;
    }
    return port;
  }

  int integer(String key, int otherwise, int min, int max) {
    Optional<Node> node = get(key);
    return node.isEmpty()
        ? otherwise
        : (int) reader.integer(node.get(), min, max).orElse(otherwise);
  }

  Duration duration(String key, Duration otherwise, Duration min, Duration max) {
    Optional<Node> node = get(key);
    Optional<String> text = node.flatMap(reader::text);
    if (text.isEmpty()) {
      return otherwise;
    }
    Optional<Duration> value = Units.duration(text.get());
    if (value.isEmpty() || value.get().compareTo(min) < 0 || value.get().compareTo(max) > 0) {
      reader.wrongValue(
          node.get(),
          "expected a time such as `5s` or `100ms`, from `%dms` to `%ds`"
              .formatted(min.toMillis(), max.toSeconds()));
      return otherwise;
    }
    return value.get();
  }

  long bytes(String key, long otherwise, long min, long max) {
    Optional<Node> node = get(key);
    Optional<String> text = node.flatMap(reader::text);
    if (text.isEmpty()) {
      return otherwise;
    }
    OptionalLong value = Units.bytes(text.get());
    if (value.isEmpty() || value.getAsLong() < min || value.getAsLong() > max) {
      reader.wrongValue(
          node.get(),
          "expected a size such as `16KB` or `10MB`, from `%dB` to `%dB`".formatted(min, max));
      return otherwise;
    }
    return value.getAsLong();
  }

  List<String> texts(String key) {
    return get(key).flatMap(reader::texts).orElse(List.of());
  }

  /** A mapping of texts, in the order it was written. */
  Map<String, String> textMap(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    get(key)
        .flatMap(reader::mapping)
        .ifPresent(found ->
            found
                .entries()
                .forEach(
                    (name, node) -> reader.text(node).ifPresent(text -> texts.put(name, text))));
    return texts;
  }

  /** A key that is written without a value counts as absent. */
  Optional<Node> get(String key) {
    Node node = mapping.entries().get(key);
    return node == null || (node instanceof Scalar scalar && scalar.kind() == Kind.NULL)
        ? Optional.empty()
        : Optional.of(node);
  }

  private List<Node> items(String key) {
    return get(key).flatMap(reader::sequence).map(Sequence::items).orElse(List.of());
  }
}
