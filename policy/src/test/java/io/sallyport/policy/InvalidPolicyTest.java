package io.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused, and the place that is named. */
class InvalidPolicyTest {

  private static final String ALLOW =
      "'Effect':'Allow','Action':'execute-api:Invoke','Resource':'*'";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          [] | | the policy is a list, expected an object
          null | | the policy is null
          'x' | | the policy is a text
          {} | | `Statement` is missing
          {'Statement':[]} | /Statement | the list is empty
          {'Statement':null} | /Statement | the statement is null
          {'Statement':[1]} | /Statement/0 | the statement is a number
          {'statement':[]} | /statement | did you mean `Statement`
          {'Statements':[]} | /Statements | `Statements` is not an element of a policy
          {'Version':'2012-10-18','Statement':{ALLOW}} | /Version | expected `2012-10-17`
          {'Version':20121017,'Statement':{ALLOW}} | /Version | expected a text
          {'Statement':{ALLOW},'Statement':{ALLOW}} | /Statement | twice
          {'Statement':{ALLOW,'Effect':'Deny'}} | /Statement/Effect | twice
          {'Statement':{ALLOW,'Sid':1}} | /Statement/Sid | expected a text
          {'Statement':{ALLOW,'Nope':1}} | /Statement/Nope | not an element of a statement
          {'Statement':{ALLOW,'NotAction':'a:b'}} | /Statement/NotAction | beside `Action`
          {'Statement':{ALLOW,'NotResource':'*'}} | /Statement/NotResource | beside `Resource`
          {'Statement':{ALLOW,'Principal':'*'}} | /Statement/Principal | no place
          {'Statement':{ALLOW,'NotPrincipal':{'AWS':['1']}}} | /Statement/NotPrincipal | no place
          {'Statement':{ALLOW,'Principal':{'aws':'1'}}} | /Statement/Principal/aws | no kind
          {'Statement':{ALLOW,'Principal':'1'}} | /Statement/Principal | expected `*`
          {'Statement':{'Effect':'allow','Action':'*','Resource':'*'}} | /Statement/Effect | expected `Allow` or `Deny`
          {'Statement':{'Action':'*','Resource':'*'}} | /Statement | `Effect` is missing
          {'Statement':{'Effect':'Deny','Resource':'*'}} | /Statement | neither `Action` nor `NotAction`
          {'Statement':{'Effect':'Deny','Action':'*'}} | /Statement | neither `Resource` nor `NotResource`
          {'Statement':{'Effect':'Deny','Action':[],'Resource':'*'}} | /Statement/Action | empty
          {'Statement':{'Effect':'Deny','Action':['*',null],'Resource':'*'}} | /Statement/Action/1 | null
          {'Statement':{'Effect':'Deny','Action':'Invoke','Resource':'*'}} | /Statement/Action | `Invoke`
          {'Statement':{'Effect':'Deny','Action':'*','Resource':'x'}} | /Statement/Resource | expected `*` or an ARN
          {'Statement':{'Effect':'Deny','Action':'*','Resource':['*','execute-api:/*']}} | /Statement/Resource/1 | an ARN
          {'Version':'2012-10-17','Statement':{'Effect':'Deny','Action':'*','Resource':'arn:aws:x:${a}:1:b'}} | /Statement/Resource | fifth colon
          {'Version':'2012-10-17','Statement':{'Effect':'Deny','Action':'*','Resource':'arn:aws:x:r:1:${b'}} | /Statement/Resource | no end
          {'Statement':{ALLOW,'Condition':[]}} | /Statement/Condition | expected an object
          {'Statement':{ALLOW,'Condition':{'StringEqual':{'a':'b'}}}} | /Statement/Condition/StringEqual | not a condition operator
          {'Statement':{ALLOW,'Condition':{'stringequals':{'a':'b'}}}} | /Statement/Condition/stringequals | not a condition operator
          {'Statement':{ALLOW,'Condition':{'NullIfExists':{'a':'true'}}}} | /Statement/Condition/NullIfExists | not a condition operator
          {'Statement':{ALLOW,'Condition':{'ForAnyValue:Null':{'a':'true'}}}} | /Statement/Condition/ForAnyValue:Null | not a condition operator
          {'Statement':{ALLOW,'Condition':{'For:StringEquals':{'a':'b'}}}} | /Statement/Condition/For:StringEquals | not a condition operator
          {'Statement':{ALLOW,'Condition':{'StringEquals':{'a':[]}}}} | /Statement/Condition/StringEquals/a | empty
          {'Statement':{ALLOW,'Condition':{'StringEquals':{'a':{}}}}} | /Statement/Condition/StringEquals/a | is an object
          {'Statement':{ALLOW,'Condition':{'StringEquals':{'':'b'}}}} | /Statement/Condition/StringEquals/ | is empty
          {'Statement':{ALLOW,'Condition':{'StringEquals':{'a':['b',null]}}}} | /Statement/Condition/StringEquals/a/1 | null
          {'Statement':{ALLOW,'Condition':{'NumericEquals':{'a':'1e9'}}}} | /Statement/Condition/NumericEquals/a | not a number
          {'Statement':{ALLOW,'Condition':{'DateEquals':{'a':'tomorrow'}}}} | /Statement/Condition/DateEquals/a | not a date
          {'Statement':{ALLOW,'Condition':{'Bool':{'a':'yes'}}}} | /Statement/Condition/Bool/a | not `true` or `false`
          {'Statement':{ALLOW,'Condition':{'BinaryEquals':{'a':'*'}}}} | /Statement/Condition/BinaryEquals/a | not Base64
          {'Statement':{ALLOW,'Condition':{'IpAddress':{'a':['10.0.0.0/8','10.1']}}}} | /Statement/Condition/IpAddress/a/1 | not a range
          {'Statement':{ALLOW,'Condition':{'IpAddress':{'a':'10.0.0.0/33'}}}} | /Statement/Condition/IpAddress/a | not a range
          """)
  void namesThePlaceAndWhatWasExpected(String document, String pointer, String message) {
    String json = document.replace("ALLOW", ALLOW).replace('\'', '"');
    InvalidPolicy invalid = invalid(json);
    assertThat(invalid.pointer()).isEqualTo(pointer == null ? "" : pointer);
    assertThat(invalid).hasMessageContaining(message);
  }

  @Test
  void refusesAResourceOfMoreThan512Characters() throws InvalidPolicy {
    String head = "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"arn:";
    assertThat(Policy.parse(head + "x".repeat(508) + "\"}}").size()).isEqualTo(1);
    assertThat(invalid(head + "x".repeat(509) + "\"}}")).hasMessageContaining("513 characters");
  }

  @Test
  void refusesWhatIsNotJsonOrGoesOn() {
    String policy = "{\"Statement\":{" + ALLOW.replace('\'', '"') + "}}";
    assertThat(invalid("")).hasMessageContaining("nothing");
    assertThat(invalid("{\"Statement\":")).hasMessageContaining("not JSON");
    assertThat(invalid(policy + "}")).hasMessageContaining("not JSON");
    assertThat(invalid(policy + " 1")).hasMessageContaining("something follows");
    assertThat(invalid("[".repeat(100_000))).hasMessageContaining("expected an object");
  }

  private static InvalidPolicy invalid(String json) {
    InvalidPolicy invalid = catchThrowableOfType(InvalidPolicy.class, () -> Policy.parse(json));
    assertThat(invalid).as(json).isNotNull();
    return invalid;
  }
}
