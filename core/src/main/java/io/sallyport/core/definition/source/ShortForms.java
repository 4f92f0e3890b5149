package io.sallyport.core.definition.source;

import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;

/**
 * The short forms that YAML has of CloudFormation's functions: {@code !Ref x} is {@code {Ref: x}}.
 * See the CloudFormation guide, "Intrinsic function reference".
 */
final class ShortForms {

  private static final String GET_ATT = "Fn::GetAtt";

  private static final Map<String, String> FUNCTIONS =
      Map.ofEntries(
          Map.entry("!Ref", "Ref"),
          Map.entry("!Condition", "Condition"),
          Map.entry("!And", "Fn::And"),
          Map.entry("!Base64", "Fn::Base64"),
          Map.entry("!Cidr", "Fn::Cidr"),
          Map.entry("!Equals", "Fn::Equals"),
          Map.entry("!FindInMap", "Fn::FindInMap"),
          Map.entry("!GetAtt", GET_ATT),
          Map.entry("!GetAZs", "Fn::GetAZs"),
          Map.entry("!If", "Fn::If"),
          Map.entry("!ImportValue", "Fn::ImportValue"),
          Map.entry("!Join", "Fn::Join"),
          Map.entry("!Length", "Fn::Length"),
          Map.entry("!Not", "Fn::Not"),
          Map.entry("!Or", "Fn::Or"),
          Map.entry("!Select", "Fn::Select"),
          Map.entry("!Split", "Fn::Split"),
          Map.entry("!Sub", "Fn::Sub"),
          Map.entry("!ToJsonString", "Fn::ToJsonString"),
          Map.entry("!Transform", "Fn::Transform"));

  private ShortForms() {}

  /** The function that {@code tag} is short for; empty when it is not one's. */
  static Optional<String> function(Optional<String> tag) {
    return tag.map(FUNCTIONS::get);
  }

  /** The argument of {@code function}: {@code !GetAtt a.b} has a list of two. */
  static Node argument(String function, Node written) {
    int dot = written instanceof Scalar scalar ? scalar.text().indexOf('.') : -1;
    if (!function.equals(GET_ATT) || dot < 0) {
      return written;
    }
    String text = ((Scalar) written).text();
    return new Sequence(
        List.of(
            new Scalar(text.substring(0, dot), Kind.STRING, written.at()),
            new Scalar(text.substring(dot + 1), Kind.STRING, written.at())),
        written.at());
  }

  /** The same event without its tag. */
  static Event untagged(Event event) {
    return switch (event) {
      case ScalarEvent scalar ->
          new ScalarEvent(
              scalar.getAnchor(),
              Optional.empty(),
              scalar.getImplicit(),
              scalar.getValue(),
              scalar.getScalarStyle(),
              scalar.getStartMark(),
              scalar.getEndMark());
      case MappingStartEvent start ->
          new MappingStartEvent(
              start.getAnchor(),
              Optional.empty(),
              true,
              start.getFlowStyle(),
              start.getStartMark(),
              start.getEndMark());
      case SequenceStartEvent start ->
          new SequenceStartEvent(
              start.getAnchor(),
              Optional.empty(),
              true,
              start.getFlowStyle(),
              start.getStartMark(),
              start.getEndMark());
      default -> throw new IllegalArgumentException("no node: " + event);
    };
  }
}
