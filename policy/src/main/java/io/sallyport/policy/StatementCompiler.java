package io.sallyport.policy;

import io.sallyport.policy.StatementDocument.ConditionDocument;
import io.sallyport.policy.StatementDocument.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles statements, and says what in them cannot be enforced. */
final class StatementCompiler {

  /** The longest resource, in characters; AWS's limit for what authorizers return. */
  private static final int LONGEST_RESOURCE = 512;

  private final VariableText.Dialect dialect;

  /** Statements with other conditions often name the same resources. */
  private final Map<String, ArnPattern> patterns = new HashMap<>();

  StatementCompiler(VariableText.Dialect dialect) {
    this.dialect = dialect;
  }

  Statement compile(StatementDocument document, int index) throws InvalidPolicy {
    if (document.principals() != null) {
      throw document
          .principals()
          .name()
          .invalid(
              "`"
                  + document.principals().name().value()
                  + "` has no place in a policy that belongs to its caller");
    }
    Text sid = document.sid();
    return new Statement(
        index,
        sid == null ? null : sid.value(),
        effect(document),
        actions(needed(document.actions(), document, "Action")),
        resources(needed(document.resources(), document, "Resource")),
        conditions(document.conditions()));
  }

  private static Effect effect(StatementDocument document) throws InvalidPolicy {
    Text effect = document.effect();
    if (effect == null) {
      throw new InvalidPolicy(document.pointer(), "`Effect` is missing");
    }
    return switch (effect.value()) {
      case "Allow" -> Effect.ALLOW;
      case "Deny" -> Effect.DENY;
      default ->
          throw effect.invalid(
              "the effect is `" + effect.value() + "`, expected `Allow` or `Deny`");
    };
  }

  private static Pair needed(@Nullable Pair pair, StatementDocument document, String name)
      throws InvalidPolicy {
    if (pair == null) {
      throw new InvalidPolicy(
          document.pointer(), "neither `" + name + "` nor `Not" + name + "` is there");
    }
    return pair;
  }

  private static Actions actions(Pair pair) throws InvalidPolicy {
    List<Glob> patterns = new ArrayList<>();
    for (Text action : pair.values()) {
      // What could never be meant would let a deny come to nothing.
      if (action.value().indexOf(':') < 0 && !action.value().equals("*")) {
        throw action.invalid(
            "the action is `"
                + action.value()
                + "`, expected `*` or a service and its action, `execute-api:Invoke`");
      }
      patterns.add(Glob.of(action.value().toLowerCase(Locale.ROOT)));
    }
    return new Actions(patterns, pair.listed());
  }

  private Resources resources(Pair pair) throws InvalidPolicy {
    List<ArnPattern> fixed = new ArrayList<>();
    List<VariableText> variable = new ArrayList<>();
    for (Text resource : pair.values()) {
      check(resource);
      VariableText text = VariableText.parse(resource, dialect);
      if (!text.isFixed()) {
        checkVariables(resource);
        variable.add(text);
      } else {
        GlobText pattern = text.resolve(ConditionKeys.NONE);
        if (pattern != null) {
          fixed.add(patterns.computeIfAbsent(resource.value(), _ -> ArnPattern.of(pattern)));
        }
      }
    }
    return new Resources(fixed, variable, pair.listed());
  }

  /** Refuses what is no pattern of ARNs: it could never match, and a deny would be lost. */
  private static void check(Text resource) throws InvalidPolicy {
    String value = resource.value();
    if (value.length() > LONGEST_RESOURCE) {
      throw resource.invalid(
          "the resource has "
              + value.length()
              + " characters, expected at most "
              + LONGEST_RESOURCE);
    }
    int colon = value.indexOf(':');
    boolean isArn = colon >= 0 ? Glob.of(value.substring(0, colon)).matches("arn") : isOpen(value);
    if (!isArn) {
      throw resource.invalid("the resource is `" + value + "`, expected `*` or an ARN");
    }
  }

  private static boolean isOpen(String value) {
    return value.startsWith("*");
  }

  private static void checkVariables(Text resource) throws InvalidPolicy {
    String before = resource.value().substring(0, resource.value().indexOf("${"));
    if (before.chars().filter(c -> c == ':').count() < 5) {
      throw resource.invalid(
          "the resource `"
              + resource.value()
              + "` has a variable before its fifth colon, where none may stand");
    }
  }

  private List<Condition> conditions(List<ConditionDocument> documents) throws InvalidPolicy {
    List<Condition> conditions = new ArrayList<>();
    for (ConditionDocument document : documents) {
      conditions.add(ConditionCompiler.compile(document, dialect));
    }
    return conditions;
  }
}
