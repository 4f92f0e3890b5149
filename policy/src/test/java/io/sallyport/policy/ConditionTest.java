package io.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.policy.Decision.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every operator, with a key that is there, with several values, and without the key. */
class ConditionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'StringEquals':{'k':'a'} | a | true
          'StringEquals':{'k':'a'} | A | false
          'StringEquals':{'k':['b','a']} | a | true
          'StringEquals':{'k':'a*'} | ab | false
          'StringEquals':{'K':'a'} | a | true
          'StringEquals':{'k':1} | 1 | true
          'StringNotEquals':{'k':'a'} | a | false
          'StringNotEquals':{'k':['a','b']} | b | false
          'StringNotEquals':{'k':['a','b']} | c | true
          'StringEqualsIgnoreCase':{'k':'a'} | A | true
          'StringNotEqualsIgnoreCase':{'k':'a'} | A | false
          'StringLike':{'k':'a*z?'} | a/b:zz | true
          'StringLike':{'k':'a*'} | Ab | false
          'StringNotLike':{'k':['x*','a*']} | ab | false
          'StringNotLike':{'k':['x*','y*']} | ab | true
          'NumericEquals':{'k':'5'} | 5.0 | true
          'NumericEquals':{'k':5} | five | false
          'NumericNotEquals':{'k':'5'} | five | true
          'NumericNotEquals':{'k':'5'} | 5 | false
          'NumericLessThan':{'k':'5'} | 4.99 | true
          'NumericLessThan':{'k':'5'} | 5 | false
          'NumericLessThanEquals':{'k':'5'} | 5 | true
          'NumericGreaterThan':{'k':'-5'} | -4 | true
          'NumericGreaterThan':{'k':'-5'} | -5 | false
          'NumericGreaterThanEquals':{'k':'-5'} | -5 | true
          'DateEquals':{'k':'1970-01-01T01:00:00+01:00'} | 0 | true
          'DateEquals':{'k':'1970-01-01'} | 1970-01-01T00:00:00Z | true
          'DateNotEquals':{'k':'1970'} | 1970-01 | false
          'DateLessThan':{'k':'2030-01-01T00:00:00Z'} | 1767953472 | true
          'DateLessThan':{'k':'2020-01-01T00:00:00Z'} | 1767953472 | false
          'DateLessThanEquals':{'k':'1767953472'} | 1767953472 | true
          'DateGreaterThan':{'k':'1767953472'} | 1767953472 | false
          'DateGreaterThanEquals':{'k':'1767953472'} | 2026-01-09T10:11:12Z | true
          'DateGreaterThan':{'k':'2020'} | yesterday | false
          'Bool':{'k':'true'} | true | true
          'Bool':{'k':true} | True | true
          'Bool':{'k':'false'} | true | false
          'BinaryEquals':{'k':'QmluYXJ5'} | QmluYXJ5 | true
          'BinaryEquals':{'k':'QmluYXJ5'} | QmluYXJ6 | false
          'BinaryEquals':{'k':'QmluYXJ5'} | ! | false
          'IpAddress':{'k':'203.0.113.0/24'} | 203.0.113.255 | true
          'IpAddress':{'k':'203.0.113.0/24'} | 203.0.114.0 | false
          'IpAddress':{'k':'203.0.113.7'} | 203.0.113.7 | true
          'IpAddress':{'k':'203.0.113.7'} | 203.0.113.6 | false
          'IpAddress':{'k':'0.0.0.0/0'} | 203.0.113.6 | true
          'IpAddress':{'k':'0.0.0.0/0'} | 2001:db8::1 | false
          'IpAddress':{'k':'10.0.0.0/9'} | 10.128.0.1 | false
          'IpAddress':{'k':'2001:db8::/33'} | 2001:db8:7fff::1 | true
          'IpAddress':{'k':'2001:db8::/33'} | 2001:db8:8000::1 | false
          'IpAddress':{'k':'203.0.113.7'} | ::ffff:203.0.113.7 | true
          'IpAddress':{'k':'::ffff:203.0.113.0/120'} | 203.0.113.9 | true
          'IpAddress':{'k':'203.0.113.7'} | 203.0.113.007 | false
          'NotIpAddress':{'k':['203.0.113.0/24','10.0.0.0/8']} | 10.1.1.1 | false
          'NotIpAddress':{'k':['203.0.113.0/24','10.0.0.0/8']} | 11.1.1.1 | true
          'NotIpAddress':{'k':'10.0.0.0/8'} | localhost | true
          'ArnEquals':{'k':'arn:aws:*:*:1:a*'} | arn:aws:sns:eu:1:a:b/c | true
          'ArnLike':{'k':'arn:aws:sns:*:a'} | arn:aws:sns:eu:1:a | false
          'ArnLike':{'k':'arn:aws:sns:eu:1:a'} | nothing | false
          'ArnNotEquals':{'k':'arn:aws:sns:eu:1:a'} | arn:aws:sns:eu:1:a | false
          'ArnNotLike':{'k':'arn:aws:sns:eu:1:a'} | arn:aws:sns:eu:2:a | true
          'Null':{'k':'true'} | a | false
          'Null':{'k':false} | a | true
          'StringEqualsIfExists':{'k':'a'} | b | false
          'StringEquals':{'k':'a'},'StringLike':{'k':'b*'} | a | false
          'StringEquals':{'k':'a','other':'b'} | a | false
          """)
  void comparesAValue(String block, String value, boolean holds) throws InvalidPolicy {
    assertThat(holds(block, Keys.of("k", value))).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'StringEquals':{'k':'a'} | false
          'StringNotEquals':{'k':'a'} | true
          'StringNotLike':{'k':'a'} | true
          'NumericLessThan':{'k':'1'} | false
          'NumericNotEquals':{'k':'1'} | true
          'DateNotEquals':{'k':'2020'} | true
          'Bool':{'k':'false'} | false
          'IpAddress':{'k':'0.0.0.0/0'} | false
          'NotIpAddress':{'k':'10.0.0.0/8'} | true
          'ArnNotLike':{'k':'*'} | true
          'Null':{'k':'true'} | true
          'Null':{'k':'false'} | false
          'StringEqualsIfExists':{'k':'a'} | true
          'StringNotEqualsIfExists':{'k':'a'} | true
          'NotIpAddressIfExists':{'k':'10.0.0.0/8'} | true
          'ForAllValues:StringEquals':{'k':'a'} | true
          'ForAllValues:StringNotEquals':{'k':'a'} | true
          'ForAnyValue:StringEquals':{'k':'a'} | false
          'ForAnyValue:StringNotEquals':{'k':'a'} | false
          'ForAnyValue:StringEqualsIfExists':{'k':'a'} | true
          """)
  void knowsWhatAMissingKeyMeans(String block, boolean holds) throws InvalidPolicy {
    assertThat(holds(block, ConditionKeys.NONE)).isEqualTo(holds);
    assertThat(holds(block, Keys.of("k"))).as("an empty set").isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'ForAllValues:StringEquals':{'k':['a','b']} | a | b | true
          'ForAllValues:StringEquals':{'k':['a','b']} | a | c | false
          'ForAnyValue:StringEquals':{'k':['a','b']} | c | a | true
          'ForAnyValue:StringEquals':{'k':['a','b']} | c | d | false
          'ForAllValues:StringNotEquals':{'k':['a','b']} | c | d | true
          'ForAllValues:StringNotEquals':{'k':['a','b']} | c | a | false
          'ForAnyValue:StringNotEquals':{'k':['a','b']} | a | c | true
          'ForAnyValue:StringNotEquals':{'k':['a','b']} | a | b | false
          'StringEquals':{'k':'a'} | b | a | true
          'StringNotEquals':{'k':'a'} | b | a | false
          """)
  void comparesEachOfSeveralValues(String block, String first, String second, boolean holds)
      throws InvalidPolicy {
    assertThat(holds(block, Keys.of("k", first, second))).isEqualTo(holds);
  }

  @Test
  void aDenyWithANegatedOperatorDeniesWhoeverHasNoSuchKey() throws InvalidPolicy {
    ActionPolicy policy =
        Policy.parse(
                """
                {"Statement":[
                 {"Effect":"Allow","Action":"*","Resource":"*"},
                 {"Effect":"Deny","Action":"*","Resource":"*",
                  "Condition":{"NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}]}\
                """)
            .on("execute-api:Invoke");
    assertThat(policy.decide("arn:a", ConditionKeys.NONE).verdict())
        .isEqualTo(Verdict.EXPLICIT_DENY);
    assertThat(policy.decide("arn:a", Keys.of("aws:sourceip", "10.0.0.1")).verdict())
        .isEqualTo(Verdict.ALLOW);
  }

  @Test
  void fillsVariablesIntoTextsAndArnsOnly() throws InvalidPolicy {
    Keys keys = Keys.of("k", "ann").and("user", "ann").and("star", "*");
    assertThat(holds("'StringEquals':{'k':'${user}'}", keys)).isTrue();
    assertThat(holds("'StringEqualsIgnoreCase':{'k':'${USER}'}", keys)).isTrue();
    assertThat(holds("'StringLike':{'k':'${star}'}", keys)).isFalse();
    assertThat(holds("'StringLike':{'k':'${user}*'}", keys)).isTrue();
    assertThat(holds("'StringEquals':{'k':'${none}'}", keys)).isFalse();
    assertThat(holds("'StringNotEquals':{'k':'${none}'}", keys)).isTrue();
    assertThat(holds("'StringNotLike':{'k':'${none}'}", keys)).isTrue();
    assertThat(holds("'StringEquals':{'k':['${none}','${none, `ann`}']}", keys)).isTrue();
    Keys arn = Keys.of("k", "arn:a:b:c:1:r").and("account", "1").and("evil", "c:1");
    assertThat(holds("'ArnLike':{'k':'arn:a:b:c:${account}:*'}", arn)).isTrue();
    assertThat(holds("'ArnLike':{'k':'arn:a:b:${evil}:r'}", arn)).isFalse();
  }

  private static boolean holds(String block, ConditionKeys keys) throws InvalidPolicy {
    String json =
        "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':'*','Resource':'*',"
            + "'Condition':{"
            + block
            + "}}}";
    String quoted = json.replace('\'', '"').replace('`', '\'');
    return Policy.parse(quoted).on("a:b").decide("arn:a", keys).verdict() == Verdict.ALLOW;
  }
}
