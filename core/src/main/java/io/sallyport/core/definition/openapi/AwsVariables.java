package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.ApiSettings;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import io.sallyport.core.language.Suggestions;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the account, partition and region in place of AWS's variables everywhere in a document. See
 * the API Gateway guide, "AWS variables for OpenAPI import".
 */
final class AwsVariables {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{AWS::([^}]*)}");
  private static final String START = "${AWS::";

  private final Map<String, String> values;
  private final Problems problems;

  /** What became of each collection, so that what aliases share stays shared. */
  private final IdentityHashMap<Node, Node> done = new IdentityHashMap<>();

  AwsVariables(ApiSettings settings, Problems problems) {
    this.values =
        Map.of(
            "AccountId",
            settings.account(),
            "Partition",
            partition(settings.region()),
            "Region",
            settings.region());
    this.problems = problems;
  }

  /** The document with the variables replaced; the document itself where it has none. */
  Mapping replaceAll(Mapping root) {
    return hasVariable(root) ? replaceIn(root) : root;
  }

  /** Most documents have none, and are spared the search for what aliases share. */
  private static boolean hasVariable(Node node) {
    return switch (node) {
      case Scalar scalar -> scalar.text().contains(START);
      case Sequence sequence -> {
        boolean found = false;
        for (int i = 0; !found && i < sequence.items().size(); i++) {
          found = hasVariable(sequence.items().get(i));
        }
        yield found;
      }
      case Mapping mapping -> {
        boolean found = false;
        for (var entries = mapping.entries().entrySet().iterator(); !found && entries.hasNext(); ) {
          var entry = entries.next();
          found = entry.getKey().contains(START) || hasVariable(entry.getValue());
        }
        yield found;
      }
    };
  }

  @SuppressWarnings("ReferenceEquality") // what is untouched is the same object
  private Mapping replaceIn(Mapping mapping) {
    if (done.get(mapping) instanceof Mapping known) {
      return known;
    }
    Map<String, Node> entries = new LinkedHashMap<>();
    Map<String, Location> keys = new LinkedHashMap<>();
    boolean changed = false;
    for (Map.Entry<String, Node> entry : mapping.entries().entrySet()) {
      Location keyAt = mapping.keyAt(entry.getKey());
      String key = replaceIn(entry.getKey(), keyAt);
      Node value = replaceIn(entry.getValue());
      changed |= value != entry.getValue() || !key.equals(entry.getKey());
      entries.put(key, value);
      keys.put(key, keyAt);
    }
    Mapping replaced = changed ? new Mapping(entries, keys, mapping.at()) : mapping;
    done.put(mapping, replaced);
    return replaced;
  }

  private Node replaceIn(Node node) {
    return switch (node) {
      case Mapping mapping -> replaceIn(mapping);
      case Sequence sequence -> replaceIn(sequence);
      case Scalar scalar when scalar.text().contains(START) ->
          new Scalar(replaceIn(scalar.text(), scalar.at()), scalar.kind(), scalar.at());
      case Scalar scalar -> scalar;
    };
  }

  @SuppressWarnings("ReferenceEquality") // what is untouched is the same object
  private Node replaceIn(Sequence sequence) {
    Node known = done.get(sequence);
    if (known != null) {
      return known;
    }
    Sequence replaced =
        new Sequence(sequence.items().stream().map(this::replaceIn).toList(), sequence.at());
    boolean same = true;
    for (int i = 0; i < sequence.items().size(); i++) {
      same &= sequence.items().get(i) == replaced.items().get(i);
    }
    Node result = same ? sequence : replaced;
    done.put(sequence, result);
    return result;
  }

  private String replaceIn(String text, Location at) {
    if (!text.contains(START)) {
      return text;
    }
    Matcher matcher = VARIABLE.matcher(text);
    StringBuilder replaced = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1);
      String value = values.get(name);
      if (value == null) {
        problems.error(
            "unknown-aws-variable",
            at,
            "`"
                + matcher.group()
                + "` is not known, expected `${AWS::AccountId}`,"
                + " `${AWS::Partition}` or `${AWS::Region}`",
            Suggestions.nearest(name, values.keySet()));
        value = "";
      }
      matcher.appendReplacement(replaced, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(replaced).toString();
  }

  private static String partition(String region) {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }
}
