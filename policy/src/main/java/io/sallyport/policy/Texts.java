package io.sallyport.policy;

/** Comparisons of texts and of ARNs: the operators whose values may have variables. */
final class Texts {

  private Texts() {}

  static Comparison equal(Text value, VariableText.Dialect dialect) throws InvalidPolicy {
    VariableText text = VariableText.parse(value, dialect);
    String fixed = text.isFixed() ? text.text(ConditionKeys.NONE) : null;
    return fixed != null
        ? (found, keys) -> found.equals(fixed)
        : (found, keys) -> found.equals(text.text(keys));
  }

  static Comparison equalIgnoringCase(Text value, VariableText.Dialect dialect)
      throws InvalidPolicy {
    VariableText text = VariableText.parse(value, dialect);
    String fixed = text.isFixed() ? text.text(ConditionKeys.NONE) : null;
    return fixed != null
        ? (found, keys) -> found.equalsIgnoreCase(fixed)
        : (found, keys) -> found.equalsIgnoreCase(text.text(keys));
  }

  static Comparison like(Text value, VariableText.Dialect dialect) throws InvalidPolicy {
    VariableText text = VariableText.parse(value, dialect);
    GlobText fixed = text.isFixed() ? text.resolve(ConditionKeys.NONE) : null;
    if (fixed != null) {
      Glob glob = Glob.of(fixed, 0, fixed.length());
      return (found, keys) -> glob.matches(found);
    }
    return (found, keys) -> {
      GlobText resolved = text.resolve(keys);
      return resolved != null && Glob.of(resolved, 0, resolved.length()).matches(found);
    };
  }

  static Comparison arn(Text value, VariableText.Dialect dialect) throws InvalidPolicy {
    VariableText text = VariableText.parse(value, dialect);
    GlobText fixed = text.isFixed() ? text.resolve(ConditionKeys.NONE) : null;
    if (fixed != null) {
      ArnPattern pattern = ArnPattern.of(fixed);
      return (found, keys) -> pattern.matches(found);
    }
    return (found, keys) -> {
      GlobText resolved = text.resolve(keys);
      return resolved != null && ArnPattern.of(resolved).matches(found);
    };
  }
}
