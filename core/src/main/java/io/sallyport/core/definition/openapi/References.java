package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Pointer;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import io.sallyport.core.pipeline.ApiType;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows {@code $ref} inside one document. {@link #checkAll} reports every reference that leads
 * nowhere, once; {@link #resolve} is then silent about them.
 */
final class References {

  private static final String KEY = "$ref";

  /** Models of a REST API may be named by their address; a reader of models resolves those. */
  private static final String MODELS = "https://apigateway.amazonaws.com/restapis/";

  private static final Set<String> FREE_FORM = Set.of("example", "examples", "default", "enum");

  private static final int MOST_SHOWN = 5;

  /** Models that every REST API has from the start. */
  private static final Set<String> OF_EVERY_API =
      Set.of(
          "#/definitions/Empty",
          "#/definitions/Error",
          "#/components/schemas/Empty",
          "#/components/schemas/Error");

  private final Node root;
  private final ApiType type;
  private final Problems problems;
  private final Map<String, Location> all = new LinkedHashMap<>();

  /** The references whose chains were followed to an end, or into a circle that was reported. */
  private final Set<String> followed = new HashSet<>();

  References(Node root, ApiType type, Problems problems) {
    this.root = root;
    this.type = type;
    this.problems = problems;
  }

  /** The node itself, or what its chain of references ends at; empty when it leads nowhere. */
  Optional<Node> resolve(Node node) {
    Set<String> seen = new HashSet<>();
    Node at = node;
    for (String reference = of(at); !reference.isEmpty(); reference = of(at)) {
      Optional<Node> target = target(reference);
      if (target.isEmpty() || !seen.add(reference)) {
        return Optional.empty();
      }
      at = target.get();
    }
    return Optional.of(at);
  }

  /** Adds a problem for each reference of the document that leads nowhere. */
  void checkAll() {
    collect(root);
    all.forEach(this::check);
  }

  /** The reference a node is; empty when it is none. */
  static String of(Node node) {
    return node instanceof Mapping mapping && mapping.entries().get(KEY) instanceof Scalar scalar
        ? scalar.text()
        : "";
  }

  private void collect(Node node) {
    switch (node) {
      case Mapping mapping -> {
        String reference = of(mapping);
        if (!reference.isEmpty()) {
          all.putIfAbsent(reference, mapping.keyAt(KEY));
        }
        mapping
            .entries()
            .forEach((key, value) -> {
              if (!FREE_FORM.contains(key)) {
                collect(value);
              }
            });
      }
      case Sequence sequence -> sequence.items().forEach(this::collect);
      case Scalar _ -> {}
    }
  }

  private void check(String reference, Location at) {
    if (reference.startsWith(MODELS)) {
      return;
    }
    if (!reference.startsWith("#")) {
      problems.error(
          "external-reference",
          at,
          "`"
              + reference
              + "` is outside the document, expected a reference that starts with"
              + " `#/`");
    } else if (target(reference).isPresent()) {
      checkChain(reference, at);
    } else if (type != ApiType.REST || !OF_EVERY_API.contains(reference)) {
      problems.error("dangling-reference", at, "`" + reference + "` names nothing in the document");
    }
  }

  private void checkChain(String first, Location at) {
    Set<String> chain = new LinkedHashSet<>();
    String reference = first;
    while (!reference.isEmpty() && !followed.contains(reference) && chain.add(reference)) {
      reference = target(reference).map(References::of).orElse("");
    }
    if (chain.contains(reference)) {
      problems.error("circular-reference", at, circle(chain, reference));
    }
    followed.addAll(chain);
  }

  private static String circle(Set<String> chain, String end) {
    List<String> circle = chain.stream().dropWhile(reference -> !reference.equals(end)).toList();
    String shown = String.join("` → `", circle.subList(0, Math.min(circle.size(), MOST_SHOWN)));
    return "the reference leads back to itself: `" + shown + "`";
  }

  private Optional<Node> target(String reference) {
    if (!reference.equals("#") && !reference.startsWith("#/")) {
      return Optional.empty();
    }
    Node at = root;
    for (String token : tokens(reference)) {
      Node next =
          switch (at) {
            case Mapping mapping -> mapping.entries().get(token);
            case Sequence sequence -> item(sequence, token);
            case Scalar _ -> null;
          };
      if (next == null) {
        return Optional.empty();
      }
      at = next;
    }
    return Optional.of(at);
  }

  private static String[] tokens(String reference) {
    if (reference.equals("#")) {
      return new String[0];
    }
    String[] tokens = reference.substring(2).split("/", -1);
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = Pointer.unescape(decoded(tokens[i]));
    }
    return tokens;
  }

  /** A pointer in a fragment may be percent-encoded (RFC 6901, section 6). */
  private static String decoded(String token) {
    try {
      return token.contains("%")
          ? URLDecoder.decode(token.replace("+", "%2B"), StandardCharsets.UTF_8)
          : token;
    } catch (IllegalArgumentException notEncoded) {
      return token;
    }
  }

  private static @Nullable Node item(Sequence sequence, String token) {
    boolean isIndex = token.matches("0|[1-9][0-9]{0,8}");
    int index = isIndex ? Integer.parseInt(token) : -1;
    return isIndex && index < sequence.items().size() ? sequence.items().get(index) : null;
  }
}
