package io.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.policy.Decision.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random policies against an evaluator that is slow and obvious. The seed of a failure is printed.
 */
class RandomPolicyTest {

  private static final int POLICIES = 20_000;
  private static final int PATTERNS = 50_000;

  @Test
  void decidesAsTheSlowEvaluatorDoes() throws InvalidPolicy {
    long first = new Random().nextLong();
    System.out.println("random policies from seed " + first);
    int[] seen = new int[Verdict.values().length];
    for (long seed = first; seed < first + POLICIES; seed++) {
      Random random = new Random(seed);
      List<SlowStatement> statements = Stream.generate(() -> statement(random)).limit(4).toList();
      String json =
          "{\"Version\":\"2012-10-17\",\"Statement\":["
              + String.join(",", statements.stream().map(SlowStatement::json).toList())
              + "]}";
      String action = pick(random, "execute-api:Invoke", "execute-api:Other", "s3:Get");
      String arn = arn(random, "");
      Keys keys = random.nextInt(4) == 0 ? new Keys() : Keys.of("k", values(random));
      Verdict expected = SlowStatement.decide(statements, action, arn, keys.values("k"));
      assertThat(Policy.parse(json).on(action).decide(arn, keys).verdict())
          .as("seed %s: %s for %s on %s with %s", seed, json, action, arn, keys.values("k"))
          .isEqualTo(expected);
      seen[expected.ordinal()]++;
    }
    for (int count : seen) {
      assertThat(count).as("each verdict is met often").isGreaterThan(POLICIES / 20);
    }
  }

  @Test
  void matchesWildcardsAsTheSlowMatcherDoes() {
    long first = new Random().nextLong();
    System.out.println("random patterns from seed " + first);
    int matches = 0;
    for (long seed = first; seed < first + PATTERNS; seed++) {
      Random random = new Random(seed);
      String unit = letters(random, "ab*?", random.nextInt(8));
      String pattern = unit.repeat(1 + random.nextInt(12)) + letters(random, "ab*?", 3);
      String text =
          random.nextBoolean()
              ? letters(random, "ab", random.nextInt(120))
              : filled(random, pattern);
      boolean expected = SlowStatement.like(pattern, text);
      assertThat(Glob.of(pattern).matches(text))
          .as("seed %s: %s on %s", seed, pattern, text)
          .isEqualTo(expected);
      matches += expected ? 1 : 0;
    }
    assertThat(matches).isBetween(PATTERNS / 5, PATTERNS * 4 / 5);
  }

  @Test
  void noPatternMakesItSlow() {
    String text = "a".repeat(100_000);
    String unit = "a?".repeat(60) + "b";
    long start = System.nanoTime();
    for (String pattern :
        List.of(
            "*a".repeat(250) + "b",
            "*" + "a".repeat(500) + "b*",
            "*" + unit + "*",
            ("*" + unit).repeat(4) + "*")) {
      assertThat(Glob.of(pattern).matches(text)).isFalse();
    }
    // Backtracking would take days; the bound is loose because machines are.
    assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
  }

  private static SlowStatement statement(Random random) {
    List<String> conditions = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      conditions.add(
          pick(random, "", "", "ForAllValues:", "ForAnyValue:")
              + pick(random, "StringEquals", "StringNotEquals", "StringLike", "StringNotLike")
              + pick(random, "", "", "IfExists"));
    }
    return new SlowStatement(
        random.nextInt(3) > 0,
        pick(random, "Action", "Action", "Action", "NotAction"),
        list(random, "*", "execute-api:*", "EXECUTE-API:INVOKE", "s3:*", "execute-api:?nvoke"),
        pick(random, "Resource", "Resource", "Resource", "NotResource"),
        Stream.generate(() -> arn(random, "*?")).limit(resources(random)).toList(),
        conditions.stream().distinct().toList(),
        List.of(values(random)));
  }

  /** Sometimes so many that they are found by an index. */
  private static int resources(Random random) {
    return random.nextInt(20) == 0 ? 30 : 1 + random.nextInt(3);
  }

  /** An ARN of few letters, so that patterns often match; with wildcards or without. */
  private static String arn(Random random, String wildcards) {
    if (!wildcards.isEmpty() && random.nextInt(6) == 0) {
      return "*";
    }
    StringBuilder arn = new StringBuilder("arn");
    for (int i = 0; i < 4; i++) {
      arn.append(':').append(part(random, wildcards));
    }
    arn.append(':').append(letters(random, wildcards + "ab/:" + wildcards, random.nextInt(6)));
    return arn.toString();
  }

  private static String part(Random random, String wildcards) {
    return wildcards.isEmpty() ? pick(random, "a", "b") : pick(random, "a", "a", "*", "?", "b*");
  }

  private static String[] values(Random random) {
    return Stream.generate(() -> pick(random, "a", "b", "ab", "a*", "*", ""))
        .limit(1 + random.nextInt(2))
        .toArray(String[]::new);
  }

  private static List<String> list(Random random, String... from) {
    return Stream.generate(() -> pick(random, from)).limit(1 + random.nextInt(2)).toList();
  }

  private static String filled(Random random, String pattern) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      switch (c) {
        case '*' -> text.append(letters(random, "ab", random.nextInt(3)));
        case '?' -> text.append(letters(random, "ab", 1));
        default -> text.append(random.nextInt(200) == 0 ? 'b' : c);
      }
    }
    return text.toString();
  }

  private static String letters(Random random, String from, int length) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < length; i++) {
      letters.append(from.charAt(random.nextInt(from.length())));
    }
    return letters.toString();
  }

  private static String pick(Random random, String... from) {
    return from[random.nextInt(from.length)];
  }

  /** A statement as a person would read it. */
  record SlowStatement(
      boolean allows,
      String actionElement,
      List<String> actions,
      String resourceElement,
      List<String> resources,
      List<String> operators,
      List<String> wanted) {

    static Verdict decide(
        List<SlowStatement> statements, String action, String arn, List<String> values) {
      List<SlowStatement> matching =
          statements.stream().filter(one -> one.matches(action, arn, values)).toList();
      if (matching.stream().anyMatch(one -> !one.allows)) {
        return Verdict.EXPLICIT_DENY;
      }
      return matching.isEmpty() ? Verdict.IMPLICIT_DENY : Verdict.ALLOW;
    }

    String json() {
      List<String> conditions =
          operators.stream().map(name -> quoted(name) + ":{\"K\":" + list(wanted) + "}").toList();
      return "{\"Effect\":"
          + quoted(allows ? "Allow" : "Deny")
          + ","
          + (quoted(actionElement) + ":" + list(actions) + ",")
          + (quoted(resourceElement) + ":" + list(resources))
          + (",\"Condition\":{" + String.join(",", conditions) + "}}");
    }

    private boolean matches(String action, String arn, List<String> values) {
      boolean acts =
          actions.stream()
              .anyMatch(one -> like(one.toLowerCase(Locale.ROOT), action.toLowerCase(Locale.ROOT)));
      boolean lies = resources.stream().anyMatch(one -> arnLike(one, arn));
      return acts == actionElement.equals("Action")
          && lies == resourceElement.equals("Resource")
          && operators.stream().allMatch(operator -> holds(operator, values));
    }

    private boolean holds(String operator, List<String> values) {
      boolean negated = operator.contains("Not");
      if (values.isEmpty()) {
        if (operator.endsWith("IfExists") || operator.startsWith("ForAllValues")) {
          return true;
        }
        return !operator.startsWith("ForAnyValue") && negated;
      }
      List<Boolean> each =
          values.stream()
              .map(value ->
                  wanted.stream()
                      .anyMatch(
                          one -> operator.contains("Like") ? like(one, value) : one.equals(value)))
              .toList();
      if (operator.startsWith("ForAllValues")) {
        return !each.contains(negated);
      }
      if (operator.startsWith("ForAnyValue")) {
        return each.contains(!negated);
      }
      return each.contains(true) != negated;
    }

    private static boolean arnLike(String pattern, String arn) {
      if (pattern.equals("*")) {
        return true;
      }
      String[] patterns = pattern.split(":", 6);
      String[] parts = arn.split(":", 6);
      for (int i = 0; i < 6; i++) {
        if (!like(patterns[i], parts[i])) {
          return false;
        }
      }
      return true;
    }

    /** Whether {@code text} is like {@code pattern}: the table of all their beginnings. */
    static boolean like(String pattern, String text) {
      boolean[][] ends = new boolean[pattern.length() + 1][text.length() + 1];
      ends[0][0] = true;
      for (int p = 1; p <= pattern.length(); p++) {
        char c = pattern.charAt(p - 1);
        for (int t = 0; t <= text.length(); t++) {
          ends[p][t] =
              c == '*'
                  ? ends[p - 1][t] || (t > 0 && ends[p][t - 1])
                  : t > 0 && ends[p - 1][t - 1] && (c == '?' || c == text.charAt(t - 1));
        }
      }
      return ends[pattern.length()][text.length()];
    }

    private static String list(List<String> texts) {
      return "[" + String.join(",", texts.stream().map(SlowStatement::quoted).toList()) + "]";
    }

    private static String quoted(String text) {
      return "\"" + text + "\"";
    }
  }
}
