package io.sallyport.policy;

import io.sallyport.policy.StatementDocument.ConditionDocument;
import io.sallyport.policy.StatementDocument.Pair;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a policy strictly: an element or a version that nobody knows, a list where a text is
 * expected, a key that stands there twice is a mistake. Statements are compiled once all is read,
 * because the version, which says whether there are variables, may stand behind them.
 */
final class PolicyReader {

  private static final List<String> ELEMENTS = List.of("Version", "Id", "Statement");
  private static final List<String> STATEMENT_ELEMENTS =
      List.of(
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");

  private final StrictJson json;
  private final List<StatementDocument> statements = new ArrayList<>();
  private @Nullable Text version;

  PolicyReader(StrictJson json) {
    this.json = json;
  }

  Policy read() throws InvalidPolicy {
    String root = json.pointer();
    json.members("the policy", this::element);
    if (statements.isEmpty()) {
      throw new InvalidPolicy(root, "`Statement` is missing");
    }
    StatementCompiler compiler = new StatementCompiler(variables());
    List<Statement> compiled = new ArrayList<>();
    for (StatementDocument statement : statements) {
      compiled.add(compiler.compile(statement, compiled.size()));
    }
    return new Policy(compiled);
  }

  private void element(String name) throws InvalidPolicy {
    switch (name) {
      case "Version" -> version = json.text("`Version`");
      case "Id" -> json.text("`Id`");
      case "Statement" -> json.items(() -> statements.add(new StatementReader().read()));
      default -> throw unknown(name, "a policy", ELEMENTS);
    }
  }

  private VariableText.Dialect variables() throws InvalidPolicy {
    if (version == null) {
      return VariableText.Dialect.LITERAL;
    }
    return switch (version.value()) {
      case "2012-10-17" -> VariableText.Dialect.VARIABLES;
      case "2008-10-17" -> VariableText.Dialect.LITERAL;
      default ->
          throw version.invalid(
              "the version is `" + version.value() + "`, expected `2012-10-17` or `2008-10-17`");
    };
  }

  private InvalidPolicy unknown(String name, String where, List<String> known) {
    for (String element : known) {
      if (element.equalsIgnoreCase(name)) {
        return json.invalid("`" + name + "` is not an element, did you mean `" + element + "`?");
      }
    }
    return json.invalid(
        "`" + name + "` is not an element of " + where + ", expected one of " + list(known));
  }

  private static String list(List<String> names) {
    return "`" + String.join("`, `", names) + "`";
  }

  /** Reads one statement. */
  private final class StatementReader {

    private final List<ConditionDocument> conditions = new ArrayList<>();
    private @Nullable Text sid;
    private @Nullable Text effect;
    private @Nullable Pair actions;
    private @Nullable Pair resources;
    private @Nullable Pair principals;

    StatementDocument read() throws InvalidPolicy {
      String pointer = json.pointer();
      json.members("the statement", this::element);
      return new StatementDocument(
          pointer, sid, effect, actions, resources, principals, conditions);
    }

    private void element(String name) throws InvalidPolicy {
      switch (name) {
        case "Sid" -> sid = json.text("`Sid`");
        case "Effect" -> effect = json.text("`Effect`");
        case "Action", "NotAction" -> actions = pair(actions, name);
        case "Resource", "NotResource" -> resources = pair(resources, name);
        case "Principal", "NotPrincipal" -> principals = principals(name);
        case "Condition" -> json.members("`Condition`", this::operator);
        default -> throw unknown(name, "a statement", STATEMENT_ELEMENTS);
      }
    }

    private Pair pair(@Nullable Pair other, String name) throws InvalidPolicy {
      if (other != null) {
        throw json.invalid(
            "`" + name + "` stands beside `" + other.name().value() + "`, expected one of them");
      }
      Text named = new Text(name, json.pointer());
      return new Pair(named, json.texts("`" + name + "`"));
    }

    private Pair principals(String name) throws InvalidPolicy {
      if (principals != null) {
        return pair(principals, name);
      }
      return new Pair(new Text(name, json.pointer()), new PrincipalReader(json).read(name));
    }

    private void operator(String operator) throws InvalidPolicy {
      Text named = new Text(operator, json.pointer());
      json.members(
          "`" + operator + "`",
          key ->
              conditions.add(
                  new ConditionDocument(
                      named,
                      new Text(key, json.pointer()),
                      json.scalars("the value of `" + key + "`"))));
    }
  }
}
