package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names by which a template refers to what the transform writes for a resource, such as {@code
 * Api.Stage} or {@code Function.Alias}. See "Referencing generated resources" in the SAM developer
 * guide.
 */
final class References {

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("AWS::ApiGateway::ApiKey", "ApiKey"),
          Map.entry("AWS::ApiGateway::Deployment", "Deployment"),
          Map.entry("AWS::ApiGateway::DomainName", "DomainName"),
          Map.entry("AWS::ApiGateway::Stage", "Stage"),
          Map.entry("AWS::ApiGateway::UsagePlan", "UsagePlan"),
          Map.entry("AWS::ApiGateway::UsagePlanKey", "UsagePlanKey"),
          Map.entry("AWS::ApiGatewayV2::DomainName", "DomainName"),
          Map.entry("AWS::ApiGatewayV2::Stage", "Stage"),
          Map.entry("AWS::Lambda::Alias", "Alias"),
          Map.entry("AWS::Lambda::Version", "Version"));
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9]+\\.[A-Za-z]+)}");

  private final Map<String, String> ids = new HashMap<>();
  private final IdentityHashMap<Node, Node> done = new IdentityHashMap<>();

  /** A resource that is written for another. */
  void add(String owner, String id, Mapping written) {
    String type = Snippets.written(written.entries().get("Type"));
    String name = NAMES.get(type == null ? "" : type);
    if (name != null) {
      ids.putIfAbsent(owner + "." + name, id);
    }
  }

  /** The node with the logical ids in the place of the names. */
  Node in(Node node) {
    Node known = done.get(node);
    if (known == null) {
      known = resolve(node);
      done.put(node, known);
    }
    return known;
  }

  private Node resolve(Node node) {
    return switch (node) {
      case Scalar scalar -> scalar;
      case Sequence sequence ->
          new Sequence(sequence.items().stream().map(this::in).toList(), sequence.at());
      case Mapping mapping -> {
        MappingBuilder resolved = new MappingBuilder(mapping.at());
        mapping
            .entries()
            .forEach((key, value) -> resolved.put(key, value(key, value), mapping.keyAt(key)));
        yield resolved.build();
      }
    };
  }

  private Node value(String key, Node value) {
    if (key.equals("Ref") && value instanceof Scalar name) {
      return new Scalar(ids.getOrDefault(name.text(), name.text()), name.kind(), name.at());
    }
    if (key.equals("Fn::Sub") && value instanceof Scalar text) {
      return text(text);
    }
    if (key.equals("Fn::Sub")
        && value instanceof Sequence parts
        && parts.items().size() == 2
        && parts.items().getFirst() instanceof Scalar text) {
      return new Sequence(List.of(text(text), in(parts.items().getLast())), parts.at());
    }
    return in(value);
  }

  private Node text(Scalar text) {
    Matcher matcher = VARIABLE.matcher(text.text());
    String replaced =
        matcher.replaceAll(found -> {
          String id = ids.get(found.group(1));
          return Matcher.quoteReplacement(id == null ? found.group() : "${" + id + "}");
        });
    return new Scalar(replaced, Kind.STRING, text.at());
  }
}
