package io.sallyport.core.compile;

import static io.sallyport.core.compile.Authorizing.allow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.AuthorizerDefinition.Lambda.Kind;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.pipeline.AuthorizerReport;
import io.sallyport.core.pipeline.FunctionFailure;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Functions that give nothing that decides: 500, the reason in the record, nothing remembered. */
class LambdaAuthorizerFaultTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          null | returned null, expected an object
          'x' | returned a text, expected an object
          [] | returned a list, expected an object
          1 | returned a number
          {} | `principalId` is missing
          {'principalId':'','policyDocument':POLICY} | `principalId` is missing
          {'principalId':7,'policyDocument':POLICY} | `principalId` is a number, expected a text
          {'principalId':null,'policyDocument':POLICY} | `principalId` is null, expected a text
          {'policyDocument':POLICY} | `principalId` is missing
          {'principalId':'a'} | could not parse policy: `policyDocument` is missing
          {'principalId':'a','policyDocument':null} | could not parse policy: /policyDocument: the policy is null
          {'principalId':'a','policyDocument':'POLICY'} | could not parse policy: /policyDocument: the policy is a text
          {'principalId':'a','policyDocument':{}} | could not parse policy: /policyDocument: `Statement` is missing
          {'principalId':'a','policyDocument':{'Statement':[{'Effect':'Allow'}]}} | /policyDocument/Statement/0: neither `Action`
          {'principalId':'a','policyDocument':{'Version':'2013','Statement':STATEMENT}} | /policyDocument/Version: the version is `2013`
          {'principalId':'a','policyDocument':POLICY,'context':{'a':{}}} | `a` of the context is an object
          {'principalId':'a','policyDocument':POLICY,'context':{'a':[1]}} | `a` of the context is a list
          {'principalId':'a','policyDocument':POLICY,'context':{'a':null}} | `a` of the context is null
          {'principalId':'a','policyDocument':POLICY,'context':{'claims':'c'}} | the context has `claims`
          {'principalId':'a','policyDocument':POLICY,'context':[]} | `context` is a list
          {'principalId':'a','policyDocument':POLICY,'usageIdentifierKey':1} | `usageIdentifierKey` is a number
          {'principalId':'a','principalId':'b','policyDocument':POLICY} | invalid JSON in response: Duplicate
          {'principalId':'a','policyDocument':POLICY,'context':{'a':1,'a':2}} | invalid JSON in response: Duplicate
          {'principalId':'a','policyDocument':POLICY | invalid JSON in response
          {'principalId':'a','policyDocument':POLICY} x | invalid JSON in response
          {'principalId':'a','policyDocument':POLICY} {} | something follows the result
          {'isAuthorized':true} | `principalId` is missing
          {'errorMessage':'unauthorized'} | `principalId` is missing
          """)
  void refusesEverybodyWhateverTheShape(String output, String reason) {
    Authorizing api = Authorizing.with(Kind.TOKEN);
    String statement = "{'Effect':'Allow','Action':'*','Resource':'*'}";
    String policy = "{'Statement':" + statement + "}";
    api.function.returns(
        output.replace("POLICY", policy).replace("STATEMENT", statement).replace('\'', '"'));
    refusesAndForgets(api, reason);
  }

  @Test
  void refusesEverybodyWhenNothingIsReturned() {
    Authorizing api = Authorizing.with(Kind.TOKEN);
    api.function.returns("");
    refusesAndForgets(api, "returned nothing, expected an object");
  }

  @Test
  void refusesAResultOfAMegabyteAndOfOneByteTooMany() {
    Authorizing api = Authorizing.with(Kind.TOKEN);
    String padding = allow("*");
    api.function.returns(padding + " ".repeat(8193 - padding.length()));
    refusesAndForgets(api, "returned 8193 bytes, expected at most 8192");
    api.function.returns(allow("*") + " ".repeat(1 << 20));
    refusesAndForgets(api, "expected at most 8192");
    api.function.returns(padding + " ".repeat(8192 - padding.length()));
    assertThat(api.run().get("/prod/a", "Auth", "t").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          unauthorized
          Unauthorized!
          Error: Unauthorized
          Forbidden
          """)
  void refusesEverybodyWhenTheFunctionRaisesAnythingElse(String message) {
    Authorizing api = Authorizing.with(Kind.TOKEN);
    api.function.raises(message);
    refusesAndForgets(api, "failed (Unhandled): `" + message + "`");
  }

  @Test
  void aFunctionThatFailsWithoutJsonHasFailedToo() {
    Authorizing api = Authorizing.with(Kind.TOKEN);
    api.function.answers(FakeFunction.result("Unauthorized", "Unhandled"));
    refusesAndForgets(api, "the authorizer's function failed (Unhandled)");
  }

  /** A result that allows does not count where the call is marked as failed. */
  @Test
  void aFailureThatLooksLikeAConsentIsNone() {
    Authorizing api = Authorizing.with(Kind.TOKEN);
    api.function.answers(FakeFunction.result(allow("*"), "Handled"));
    refusesAndForgets(api, "the authorizer's function failed (Handled)");
  }

  @ParameterizedTest
  @EnumSource(FunctionFailure.Kind.class)
  void refusesEverybodyWhenTheFunctionCannotBeCalled(FunctionFailure.Kind kind) {
    Authorizing api = Authorizing.with(Kind.TOKEN);
    api.function.fails(kind);
    refusesAndForgets(api, "it is " + kind);
  }

  @Test
  void refusesEverybodyWhenTheCallIsABug() {
    Authorizing api = Authorizing.with(Kind.TOKEN);
    api.function.answers(_ -> {
      throw new IllegalStateException("broken");
    });
    refusesAndForgets(api, "a bug");
  }

  @Test
  void aFunctionThatHangsIsWaitedForSixtySecondsAndNoLonger() {
    for (int ttl : new int[] {0, 300}) {
      Authorizing api = Authorizing.with(Kind.TOKEN).ttl(ttl);
      api.function.hangs();
      Running running = api.run();
      Running.Sent sent = running.get("/prod/a", "Auth", "t");
      assertThat(sent.caller.answer()).isNull();
      assertThat(sent.caller.armedNanos()).isEqualTo(60_000_000_000L);
      running.pipeline.expire(sent.exchange);
      refused(sent, "did not answer in 60000 ms");
      // Only a call of its own is stopped; another request may wait for a shared one.
      assertThat(api.function.stopped()).isEqualTo(ttl == 0 ? 1 : 0);
      api.function.release(FakeFunction.result(allow("*"), null));
      assertThat(sent.caller.answers()).hasSize(1);
    }
  }

  private static void refusesAndForgets(Authorizing api, String reason) {
    Running running = api.run();
    int before = api.function.calls().size();
    for (int i = 0; i < 2; i++) {
      refused(running.get("/prod/a", "Auth", "t"), reason);
    }
    assertThat(api.function.calls()).hasSize(before + 2);
    assertThat(api.services().authorizerCache().size()).isZero();
  }

  private static void refused(Running.Sent sent, String reason) {
    assertThat(sent.status()).isEqualTo(500);
    assertThat(sent.body()).isEqualTo("{\"message\":null}");
    assertThat(sent.header("x-amzn-ErrorType")).isEqualTo("AuthorizerConfigurationException");
    Refusal refusal = Objects.requireNonNull(sent.exchange.refusal());
    assertThat(refusal.fault()).isEqualTo(Fault.AUTHORIZER);
    assertThat(refusal.reason()).contains(reason);
    AuthorizerReport report = Objects.requireNonNull(sent.exchange.authorizerReport());
    assertThat(report.status()).isEqualTo(500);
    assertThat(report.error()).isEqualTo(refusal.reason());
    assertThat(sent.exchange.identity()).isNull();
  }
}
