package io.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sallyport.policy.Decision.Verdict;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which statement decides. */
class PolicyTest {

  private static final String ARN = "arn:aws:execute-api:us-east-1:123456789012:abcdef/prod/";

  @Test
  void deniesWhatNothingAllows() throws InvalidPolicy {
    ActionPolicy policy = policy(allow(ARN + "GET/a"));
    assertThat(policy.decide(ARN + "GET/b", ConditionKeys.NONE))
        .isEqualTo(new Decision(Verdict.IMPLICIT_DENY, -1, null));
  }

  @Test
  void anExplicitDenyOutweighsEveryAllowBeforeAndBehindIt() throws InvalidPolicy {
    String deny =
        """
        {"Sid":"NotHere","Effect":"Deny","Action":"*","Resource":"%sGET/a"}\
        """
            .formatted(ARN);
    ActionPolicy policy = policy(allow("*"), deny, allow("*"));
    Decision decision = policy.decide(ARN + "GET/a", ConditionKeys.NONE);
    assertThat(decision).isEqualTo(new Decision(Verdict.EXPLICIT_DENY, 1, "NotHere"));
    assertThat(decision.by()).isEqualTo("statement 1 (`NotHere`)");
    assertThat(policy.decide(ARN + "GET/b", ConditionKeys.NONE))
        .isEqualTo(new Decision(Verdict.ALLOW, 0, null));
  }

  @Test
  void readsActionsInAnyCase() throws InvalidPolicy {
    for (String action :
        new String[] {
          "execute-api:Invoke", "EXECUTE-API:invoke", "execute-api:I?voke", "e*:*", "*"
        }) {
      String statement =
          "{\"Effect\":\"Allow\",\"Action\":[\"a:b\",\"" + action + "\"],\"Resource\":\"*\"}";
      assertThat(verdict(statement, ARN)).as(action).isEqualTo(Verdict.ALLOW);
    }
    for (String action : new String[] {"execute-api:Invok", "execute-api:Invoke?", "s3:*"}) {
      String statement = "{\"Effect\":\"Allow\",\"Action\":\"" + action + "\",\"Resource\":\"*\"}";
      assertThat(verdict(statement, ARN)).as(action).isEqualTo(Verdict.IMPLICIT_DENY);
    }
  }

  @Test
  void readsNotActionAndNotResourceAsAllTheRest() throws InvalidPolicy {
    String other = "{\"Effect\":\"Allow\",\"NotAction\":\"s3:*\",\"Resource\":\"*\"}";
    String same = "{\"Effect\":\"Allow\",\"NotAction\":\"execute-api:*\",\"Resource\":\"*\"}";
    assertThat(verdict(other, ARN)).isEqualTo(Verdict.ALLOW);
    assertThat(verdict(same, ARN)).isEqualTo(Verdict.IMPLICIT_DENY);
    String beyond =
        "{\"Effect\":\"Deny\",\"Action\":\"*\",\"NotResource\":[\"%sGET/a\",\"%sGET/b\"]}"
            .formatted(ARN, ARN);
    assertThat(verdict(beyond, ARN + "GET/b")).isEqualTo(Verdict.IMPLICIT_DENY);
    assertThat(verdict(beyond, ARN + "GET/c")).isEqualTo(Verdict.EXPLICIT_DENY);
  }

  @Test
  void matchesResourcesWithTheirCase() throws InvalidPolicy {
    assertThat(verdict(allow(ARN + "GET/a"), ARN + "GET/A")).isEqualTo(Verdict.IMPLICIT_DENY);
    assertThat(verdict(allow(ARN + "get/a"), ARN + "GET/a")).isEqualTo(Verdict.IMPLICIT_DENY);
  }

  @Test
  void wildcardsCrossSlashesAndColonsInTheLastPartOnly() throws InvalidPolicy {
    String deep = ARN + "GET/a/b:c/d";
    for (String pattern :
        new String[] {
          "*",
          ARN + "*",
          ARN + "GET/*",
          ARN + "*/d",
          ARN + "GET/a?b:c/?",
          "arn:aws:execute-api:*:*:*",
          "arn:*:execute-api:us-*-1:1234567890??:abcdef/*/GET/*",
          "arn:aws:execute-api:*",
          "arn:aws:*",
          "*/d"
        }) {
      assertThat(verdict(allow(pattern), deep)).as(pattern).isEqualTo(Verdict.ALLOW);
    }
    for (String pattern :
        new String[] {
          "arn:aws:execute-api:us-east-1:*/GET/a/b:c/d",
          "arn:aws:execute-api:*:123456789013:*",
          "arn:aws:execute-api:*:abcdef/prod/GET/a/b:c/d",
          "arn:*:abcdef/prod/GET/a/b:c/d",
          "arn:aws:execute-api:us-east-1:123456789012:",
          ARN + "GET/a?",
          ARN + "GET/a/b:c/d?",
          ARN + "*/GET/a/b:c/d"
        }) {
      assertThat(verdict(allow(pattern), deep)).as(pattern).isEqualTo(Verdict.IMPLICIT_DENY);
    }
  }

  @Test
  void readsOneStatementWithoutAListAndTheVersionBehindIt() throws InvalidPolicy {
    Policy policy =
        Policy.parse(
            """
            {"Statement":{"Effect":"Allow","Action":"*","Resource":"arn:a:b:c:d:${x}"},
             "Id":"any","Version":"2012-10-17"}\
            """);
    ActionPolicy compiled = policy.on("execute-api:Invoke");
    assertThat(compiled.decide("arn:a:b:c:d:7", Keys.of("x", "7")).verdict())
        .isEqualTo(Verdict.ALLOW);
    assertThat(compiled.decide("arn:a:b:c:d:${x}", ConditionKeys.NONE).verdict())
        .isEqualTo(Verdict.IMPLICIT_DENY);
  }

  @Test
  void hasNoVariablesInTheOldVersion() throws InvalidPolicy {
    String statement = allow("arn:a:b:c:d:${x}");
    for (String version : new String[] {"", "\"Version\":\"2008-10-17\","}) {
      ActionPolicy policy =
          Policy.parse("{" + version + "\"Statement\":" + statement + "}").on("execute-api:Invoke");
      assertThat(policy.decide("arn:a:b:c:d:${x}", Keys.of("x", "7")).verdict())
          .isEqualTo(Verdict.ALLOW);
      assertThat(policy.decide("arn:a:b:c:d:7", Keys.of("x", "7")).verdict())
          .isEqualTo(Verdict.IMPLICIT_DENY);
    }
  }

  @Test
  void takesVariablesAsTextAndDefaultsWhereThereAreSome() throws InvalidPolicy {
    assertThat(
            with("arn:a:b:c:d:u/${aws:UserName}", "arn:a:b:c:d:u/*", Keys.of("aws:username", "*")))
        .isEqualTo(Verdict.ALLOW);
    assertThat(
            with("arn:a:b:c:d:u/${aws:UserName}", "arn:a:b:c:d:u/x", Keys.of("aws:username", "*")))
        .isEqualTo(Verdict.IMPLICIT_DENY);
    assertThat(with("arn:a:b:c:d:${*}${?}${$}", "arn:a:b:c:d:*?$", ConditionKeys.NONE))
        .isEqualTo(Verdict.ALLOW);
    assertThat(with("arn:a:b:c:d:${*}", "arn:a:b:c:d:x", ConditionKeys.NONE))
        .isEqualTo(Verdict.IMPLICIT_DENY);
    assertThat(with("arn:a:b:c:d:${k, 'no one'}", "arn:a:b:c:d:no one", ConditionKeys.NONE))
        .isEqualTo(Verdict.ALLOW);
    assertThat(with("arn:a:b:c:d:${k}", "arn:a:b:c:d:1", Keys.of("k", "1", "2")))
        .isEqualTo(Verdict.IMPLICIT_DENY);
  }

  @Test
  void anUnknownVariableInNotResourceAllowsNothingAndDeniesAll() throws InvalidPolicy {
    String pattern = "\"Action\":\"*\",\"NotResource\":\"arn:a:b:c:d:${k}\"}";
    ActionPolicy allowing = newest("{\"Effect\":\"Allow\"," + pattern);
    ActionPolicy denying = newest("{\"Effect\":\"Deny\"," + pattern);
    assertThat(allowing.decide("arn:a:b:c:d:x", ConditionKeys.NONE).verdict())
        .isEqualTo(Verdict.IMPLICIT_DENY);
    assertThat(denying.decide("arn:a:b:c:d:x", ConditionKeys.NONE).verdict())
        .isEqualTo(Verdict.EXPLICIT_DENY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*", "*?", "*2", "*s/4*", "*/o?d?r?/*", "arn:*:*:*:*:*2", "*:aws:execute*"})
  void findsAStatementAmongManyOthersWhateverItsPatternIs(String pattern) throws InvalidPolicy {
    StringBuilder statements = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      statements.append("{'Effect':'Deny','Action':'*','Resource':'*-" + i + "-*'},");
    }
    statements.append("{'Effect':'Deny','Action':'*','Resource':'" + pattern + "'}");
    Policy policy = Policy.parse(("{'Statement':[" + statements + "]}").replace('\'', '"'));

    Decision decision =
        policy
            .on("execute-api:Invoke")
            .decide(
                "arn:aws:execute-api:eu-west-1:123456789012:a/prod/GET/orders/42",
                ConditionKeys.NONE);

    assertThat(decision).isEqualTo(new Decision(Decision.Verdict.EXPLICIT_DENY, 100, null));
  }

  @Test
  void decidesWithoutAllocatingWhereThereAreNoConditionsAndVariables() throws InvalidPolicy {
    ActionPolicy policy =
        policy(
            "{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":[\"" + ARN + "GET/b\",\"*/c?\"]}",
            allow("arn:aws:execute-api:*:*:*/prod/*/a/*/b"),
            allow(ARN + "GET/a/*"));
    String arn = ARN + "GET/a/1";
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allowed = decisions(policy, arn, 1000);
    long before = threads.getCurrentThreadAllocatedBytes();
    allowed += decisions(policy, arn, 10_000);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(allowed).isEqualTo(11_000);
    assertThat(allocated).as("bytes of ten thousand decisions").isLessThan(10_000);
  }

  private static long decisions(ActionPolicy policy, String arn, int count) {
    long allowed = 0;
    for (int i = 0; i < count; i++) {
      allowed += policy.decide(arn, ConditionKeys.NONE).verdict() == Verdict.ALLOW ? 1 : 0;
    }
    return allowed;
  }

  private static Verdict with(String resource, String arn, ConditionKeys keys)
      throws InvalidPolicy {
    return newest(allow(resource)).decide(arn, keys).verdict();
  }

  private static ActionPolicy newest(String statement) throws InvalidPolicy {
    return Policy.parse("{\"Version\":\"2012-10-17\",\"Statement\":" + statement + "}")
        .on("execute-api:Invoke");
  }

  private static Verdict verdict(String statement, String arn) throws InvalidPolicy {
    return policy(statement).decide(arn, ConditionKeys.NONE).verdict();
  }

  private static ActionPolicy policy(String... statements) throws InvalidPolicy {
    return Policy.parse("{\"Statement\":[" + String.join(",", statements) + "]}")
        .on("execute-api:Invoke");
  }

  private static String allow(String resource) {
    return "{\"Effect\":\"Allow\",\"Action\":\"execute-api:Invoke\",\"Resource\":\""
        + resource
        + "\"}";
  }
}
