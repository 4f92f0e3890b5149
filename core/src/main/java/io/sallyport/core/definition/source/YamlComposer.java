package io.sallyport.core.definition.source;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Pointer;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Makes nodes of YAML: the core schema of YAML 1.2.2 and the merge keys of 1.1, which people still
 * write. An alias stands for the node it names and is paid for as if it were written out.
 *
 * <p>It composes the parser's events itself because the library's own composer recurses before it
 * counts and forgets where keys stand.
 */
final class YamlComposer {

  private static final String MERGE_KEY = "<<";

  private final String file;
  private final Parser parser;
  private final ReadingBudget budget;
  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  private final Set<Anchor> open = new HashSet<>();

  /** A node with an anchor, and what an alias to it costs. */
  private record Anchored(Node node, Weight weight) {}

  /** The nodes below and including one, and how deep they stand in one another. */
  private record Weight(long nodes, int height) {

    static final Weight SCALAR = new Weight(1, 0);

    Weight with(Weight child) {
      return new Weight(nodes + child.nodes, Math.max(height, child.height + 1));
    }
  }

  private record Composed(Node node, Weight weight) {}

  private record Key(String text, Location at) {}

  private YamlComposer(String file, Parser parser, ReadingBudget budget) {
    this.file = file;
    this.parser = parser;
    this.budget = budget;
  }

  /**
   * Reads the one document in {@code text}.
   *
   * @throws YamlEngineException when it is not YAML
   * @throws UnreadableDocument when it passes a limit, repeats a key or has a tag of its own
   */
  static Optional<Node> compose(String file, String text, ReadingBudget budget) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setCodePointLimit(Integer.MAX_VALUE)
            // Read at once: the reader moves a token's text again with every buffer it fills.
            .setBufferSize(text.length() + 1)
            .build();
    Parser parser = new ParserImpl(settings, new StreamReader(settings, text));
    return new YamlComposer(file, parser, budget).document();
  }

  /** What is wrong with a text that is no YAML. */
  static UnreadableDocument malformed(String file, YamlEngineException cause) {
    if (cause instanceof MarkedYamlEngineException marked) {
      String problem = Optional.ofNullable(marked.getProblem()).orElse("the file is no YAML");
      String context = marked.getContext() == null ? "" : marked.getContext() + ": ";
      return UnreadableDocument.of(
          "malformed-yaml",
          place(file, marked.getProblemMark(), Pointer.ROOT),
          Wordings.sentence(context + problem));
    }
    return UnreadableDocument.of(
        "malformed-yaml",
        Location.of(file),
        Wordings.sentence(Optional.ofNullable(cause.getMessage()).orElse("the file is no YAML")));
  }

  private Optional<Node> document() {
    parser.next();
    if (parser.checkEvent(Event.ID.StreamEnd)) {
      return Optional.empty();
    }
    parser.next();
    Composed root = node(Pointer.ROOT, 1);
    parser.next();
    if (!parser.checkEvent(Event.ID.StreamEnd)) {
      throw UnreadableDocument.of(
          "several-documents",
          at(parser.peekEvent(), Pointer.ROOT),
          "the file holds more than one YAML document, expected one");
    }
    return Optional.of(root.node());
  }

  private Composed node(Pointer pointer, int depth) {
    Event event = parser.next();
    if (event instanceof AliasEvent alias) {
      return alias(alias, depth);
    }
    Location at = at(event, pointer);
    budget.node(at);
    Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
    anchor.ifPresent(open::add);
    Composed composed = fresh(event, at, depth);
    anchor.ifPresent(name -> {
      open.remove(name);
      anchors.put(name, new Anchored(composed.node(), composed.weight()));
    });
    return composed;
  }

  /** A short form of a CloudFormation function is the mapping it is short for. */
  private Composed fresh(Event event, Location at, int depth) {
    Optional<String> function = ShortForms.function(tag(event));
    if (function.isEmpty()) {
      return plain(event, at, depth);
    }
    String name = function.get();
    budget.depth(depth, at);
    Location below = new Location(file, at.line(), at.column(), at.path().child(name));
    budget.node(below);
    Composed argument = plain(ShortForms.untagged(event), below, depth + 1);
    Entries entries = new Entries();
    entries.add(name, at, ShortForms.argument(name, argument.node()));
    return new Composed(entries.mapping(at), Weight.SCALAR.with(argument.weight()));
  }

  private static Optional<String> tag(Event event) {
    return switch (event) {
      case ScalarEvent scalar -> scalar.getTag();
      case CollectionStartEvent start -> start.getTag();
      default -> Optional.empty();
    };
  }

  private Composed plain(Event event, Location at, int depth) {
    if (event instanceof ScalarEvent scalar) {
      return new Composed(
          new Scalar(scalar.getValue(), YamlTags.kind(scalar, at), at), Weight.SCALAR);
    }
    budget.depth(depth, at);
    CollectionStartEvent start = (CollectionStartEvent) event;
    boolean isMapping = event.getEventId() == Event.ID.MappingStart;
    start.getTag().ifPresent(tag -> YamlTags.check(tag, isMapping ? "map" : "seq", at));
    return isMapping ? mapping(at, depth) : sequence(at, depth);
  }

  private Composed mapping(Location at, int depth) {
    Entries entries = new Entries();
    List<Mapping> merged = new ArrayList<>();
    Weight weight = Weight.SCALAR;
    while (!parser.checkEvent(Event.ID.MappingEnd)) {
      boolean merges = isMergeKey(parser.peekEvent());
      Key key = key(at.path());
      Composed value = node(key.at().path(), depth + 1);
      weight = weight.with(value.weight());
      if (merges) {
        collectMerged(value.node(), merged);
      } else {
        Location first = entries.place(key.text());
        if (first != null) {
          throw Wordings.duplicateKey(key.text(), first, key.at());
        }
        entries.add(key.text(), key.at(), value.node());
      }
    }
    parser.next();
    merge(merged, entries);
    return new Composed(entries.mapping(at), weight);
  }

  private Key key(Pointer parent) {
    Event event = parser.next();
    Location at = at(event, parent);
    String text =
        switch (event) {
          case ScalarEvent scalar -> {
            scalar.getTag().ifPresent(tag -> YamlTags.check(tag, "str", at));
            Scalar key = new Scalar(scalar.getValue(), Kind.STRING, at);
            scalar
                .getAnchor()
                .ifPresent(name -> anchors.put(name, new Anchored(key, Weight.SCALAR)));
            yield scalar.getValue();
          }
          case AliasEvent alias when alias(alias, 0).node() instanceof Scalar scalar ->
              scalar.text();
          default ->
              throw UnreadableDocument.of(
                  "malformed-yaml",
                  at,
                  "a key of a mapping is a mapping or sequence, expected text");
        };
    return new Key(text, new Location(file, at.line(), at.column(), parent.child(text)));
  }

  private Composed sequence(Location at, int depth) {
    List<Node> items = new ArrayList<>();
    Weight weight = Weight.SCALAR;
    while (!parser.checkEvent(Event.ID.SequenceEnd)) {
      Composed item = node(at.path().child(items.size()), depth + 1);
      weight = weight.with(item.weight());
      items.add(item.node());
    }
    parser.next();
    return new Composed(new Sequence(items, at), weight);
  }

  private Composed alias(AliasEvent alias, int depth) {
    Anchor name = alias.getAlias();
    Location at = at(alias, Pointer.ROOT);
    if (open.contains(name)) {
      throw UnreadableDocument.of(
          "malformed-yaml",
          at,
          "the alias `*" + name.getValue() + "` stands inside its own anchor");
    }
    Anchored target = anchors.get(name);
    if (target == null) {
      throw UnreadableDocument.of(
          "malformed-yaml", at, "the alias `*" + name.getValue() + "` has no anchor before it");
    }
    budget.alias(at);
    budget.nodes(target.weight().nodes(), at);
    budget.depth(depth - 1 + target.weight().height(), at);
    return new Composed(target.node(), target.weight());
  }

  private static boolean isMergeKey(Event event) {
    return event instanceof ScalarEvent scalar
        && scalar.isPlain()
        && scalar.getValue().equals(MERGE_KEY);
  }

  private void collectMerged(Node value, List<Mapping> merged) {
    switch (value) {
      case Mapping mapping -> merged.add(mapping);
      case Sequence sequence -> sequence.items().forEach(item -> merged.add(mergeable(item)));
      case Scalar scalar -> merged.add(mergeable(scalar));
    }
  }

  private static Mapping mergeable(Node node) {
    if (node instanceof Mapping mapping) {
      return mapping;
    }
    throw UnreadableDocument.of(
        "malformed-yaml", node.at(), "`<<` merges mappings only, expected a mapping");
  }

  /** Adds what is merged under what is written, and under what was merged before it. */
  private static void merge(List<Mapping> merged, Entries entries) {
    for (Mapping mapping : merged) {
      mapping
          .entries()
          .forEach((key, node) -> {
            if (entries.place(key) == null) {
              entries.add(key, mapping.keyAt(key), node);
            }
          });
    }
  }

  private Location at(Event event, Pointer pointer) {
    return place(file, event.getStartMark(), pointer);
  }

  private static Location place(String file, Optional<Mark> mark, Pointer pointer) {
    return mark.map(m -> new Location(file, m.getLine() + 1, m.getColumn() + 1, pointer))
        .orElse(new Location(file, 0, 0, pointer));
  }
}
