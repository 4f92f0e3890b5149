package io.sallyport.policy;

import io.sallyport.policy.Condition.Missing;
import io.sallyport.policy.Condition.Scope;
import io.sallyport.policy.StatementDocument.ConditionDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Compiles one key of one operator. */
final class ConditionCompiler {

  private static final String IF_EXISTS = "IfExists";
  private static final String NULL = "Null";

  private ConditionCompiler() {}

  static Condition compile(ConditionDocument document, VariableText.Dialect dialect)
      throws InvalidPolicy {
    if (document.key().value().isBlank()) {
      throw document.key().invalid("the condition key is empty");
    }
    String key = document.key().value().toLowerCase(Locale.ROOT);
    String written = document.operator().value();
    if (written.equals(NULL)) {
      return existence(key, document.values());
    }
    Scope scope = scope(written);
    String name = written.substring(written.indexOf(':') + 1);
    Missing missing = name.endsWith(IF_EXISTS) ? Missing.HOLDS : Missing.AS_THE_OPERATOR;
    if (missing == Missing.HOLDS) {
      name = name.substring(0, name.length() - IF_EXISTS.length());
    }
    Operator operator = scope == Scope.SOME && written.indexOf(':') >= 0 ? null : Operator.of(name);
    if (operator == null) {
      throw document.operator().invalid("`" + written + "` is not a condition operator");
    }
    List<Comparison> comparisons = new ArrayList<>();
    for (Text value : document.values()) {
      comparisons.add(operator.comparison(value, dialect));
    }
    return new Condition.Comparing(key, operator.sense(), scope, missing, comparisons);
  }

  private static Scope scope(String operator) {
    if (operator.startsWith("ForAllValues:")) {
      return Scope.FOR_ALL_VALUES;
    }
    return operator.startsWith("ForAnyValue:") ? Scope.FOR_ANY_VALUE : Scope.SOME;
  }

  private static Condition existence(String key, List<Text> values) throws InvalidPolicy {
    boolean absent = false;
    boolean present = false;
    for (Text value : values) {
      boolean isAbsent = Operator.bool(value);
      absent |= isAbsent;
      present |= !isAbsent;
    }
    return new Condition.Existence(key, absent, present);
  }
}
