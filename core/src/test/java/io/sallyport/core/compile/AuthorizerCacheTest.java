package io.sallyport.core.compile;

import static io.sallyport.core.compile.Authorizing.allow;
import static io.sallyport.core.compile.Authorizing.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.AuthorizerDefinition.Lambda.Kind;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Later;
import io.sallyport.core.message.Now;
import io.sallyport.core.message.Outcome;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Request;
import io.sallyport.core.message.Verdict;
import io.sallyport.core.pipeline.Ending;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.FakeCaller;
import io.sallyport.core.pipeline.FunctionFailure;
import io.sallyport.core.pipeline.Ids;
import io.sallyport.core.pipeline.LambdaFunction;
import io.sallyport.core.pipeline.Step;
import io.sallyport.core.snapshot.GatewaySnapshot;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is remembered of authorizers, for whom, how long, and who waits for whom. */
class AuthorizerCacheTest {

  private static final String OWN = "a1b2c3d4e5";

  @Test
  void oneCallServesAllWhoAskAtTheSameTime() {
    Authorizing api = Authorizing.with(Kind.TOKEN);
    api.function.hangs();
    Running running = api.run();
    List<Running.Sent> waiting = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      waiting.add(running.get(i % 2 == 0 ? "/prod/a" : "/prod/b", "Auth", "t"));
    }
    assertThat(api.function.calls()).hasSize(1);
    api.function.release(FakeFunction.result(allow(Authorizing.REST_ARN + "GET/a"), null));
    for (int i = 0; i < 1000; i++) {
      assertThat(waiting.get(i).status()).isEqualTo(i % 2 == 0 ? 200 : 403);
    }
    assertThat(running.get("/prod/a", "Auth", "t").status()).isEqualTo(200);
    assertThat(api.function.calls()).hasSize(1);
  }

  /** A thousand threads, each with a loop of its own, and a function that answers on another. */
  @Test
  void aThousandThreadsMakeOneCall() throws InterruptedException {
    for (int round = 0; round < 5; round++) {
      Authorizing api = Authorizing.with(Kind.TOKEN);
      api.function.answers(receiver ->
          Thread.ofVirtual().start(() -> FakeFunction.result(allow("*"), null).accept(receiver)));
      GatewaySnapshot snapshot = api.snapshot();
      AtomicInteger passed = new AtomicInteger();
      CountDownLatch start = new CountDownLatch(1);
      CountDownLatch done = new CountDownLatch(1000);
      for (int i = 0; i < 1000; i++) {
        Thread.ofVirtual()
            .start(() -> {
              if (ask(api, snapshot, start) == Verdict.PASS) {
                passed.incrementAndGet();
              }
              done.countDown();
            });
      }
      start.countDown();
      assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(passed).hasValue(1000);
      assertThat(api.function.calls()).hasSize(1);
    }
  }

  @Test
  void aFailureIsForThoseWhoWaitedAndNotRemembered() {
    Authorizing api = Authorizing.with(Kind.TOKEN);
    api.function.hangs();
    Running running = api.run();
    Running.Sent first = running.get("/prod/a", "Auth", "t");
    Running.Sent second = running.get("/prod/a", "Auth", "t");
    api.function.release(receiver ->
        receiver.failed(new FunctionFailure(FunctionFailure.Kind.THROTTLED, "too many")));
    assertThat(first.status()).isEqualTo(500);
    assertThat(second.status()).isEqualTo(500);
    assertThat(api.function.calls()).hasSize(1);
    api.function.returns(allow("*"));
    assertThat(running.get("/prod/a", "Auth", "t").status()).isEqualTo(200);
    assertThat(api.function.calls()).hasSize(2);
  }

  @Test
  void oneWhoGoesAwayTakesNobodyAlong() {
    Authorizing api = Authorizing.with(Kind.TOKEN);
    api.function.hangs();
    Running running = api.run();
    Running.Sent gone = running.get("/prod/a", "Auth", "t");
    Running.Sent stays = running.get("/prod/a", "Auth", "t");
    running.pipeline.end(gone.exchange, Ending.CALLER_GONE, 0);
    assertThat(api.function.stopped()).isZero();
    api.function.release(FakeFunction.result(allow("*"), null));
    assertThat(gone.caller.answers()).isEmpty();
    assertThat(gone.exchange.authorizerReport()).isNull();
    assertThat(stays.status()).isEqualTo(200);
    assertThat(running.get("/prod/a", "Auth", "t").status()).isEqualTo(200);
    assertThat(api.function.calls()).hasSize(1);
  }

  @Test
  void aCallThatNobodySharesEndsWithItsRequest() {
    Authorizing api = Authorizing.with(Kind.TOKEN).ttl(0);
    api.function.hangs();
    Running running = api.run();
    Running.Sent gone = running.get("/prod/a", "Auth", "t");
    running.pipeline.end(gone.exchange, Ending.CALLER_GONE, 0);
    assertThat(api.function.stopped()).isEqualTo(1);
  }

  @Test
  void aCallThatNeverEndsIsNotJoinedForEver() {
    Authorizing api = Authorizing.with(Kind.TOKEN);
    api.function.hangs();
    Running running = api.run();
    running.get("/prod/a", "Auth", "t");
    api.times.passMillis(60_000);
    running.get("/prod/a", "Auth", "t");
    assertThat(api.function.calls()).hasSize(1);
    api.times.passMillis(1);
    running.get("/prod/a", "Auth", "t");
    assertThat(api.function.calls()).hasSize(2);
  }

  @Test
  void b15AFlushedStageAsksAgainAndOthersDoNot() {
    Authorizing api = Authorizing.with(Kind.TOKEN);
    api.function.returns(allow("*"));
    Running running = api.run();
    running.get("/prod/a", "Auth", "t");
    api.services().flushAuthorizers(OWN, "test");
    api.services().flushAuthorizers("b1b2c3d4e5", "prod");
    running.get("/prod/a", "Auth", "t");
    assertThat(api.function.calls()).hasSize(1);
    api.services().flushAuthorizers(OWN, "prod");
    running.get("/prod/a", "Auth", "t");
    assertThat(api.function.calls()).hasSize(2);
  }

  @Test
  void whatIsBeingAskedDuringAFlushIsNotRememberedAndNotJoined() {
    Authorizing api = Authorizing.with(Kind.TOKEN);
    api.function.hangs();
    Running running = api.run();
    Running.Sent before = running.get("/prod/a", "Auth", "t");
    api.services().flushAuthorizers(OWN, "prod");
    Running.Sent behind = running.get("/prod/a", "Auth", "t");
    assertThat(api.function.calls()).hasSize(2);
    api.function.release(FakeFunction.result(allow("*"), null));
    assertThat(before.status()).isEqualTo(200);
    assertThat(behind.status()).isEqualTo(200);
    api.function.returns(policy("Deny", "*"));
    assertThat(running.get("/prod/a", "Auth", "t").status()).as("the later call's").isEqualTo(200);

    Running.Sent alone = running.get("/prod/a", "Auth", "u");
    assertThat(alone.status()).isEqualTo(403);
    api.function.hangs();
    Running.Sent last = running.get("/prod/a", "Auth", "v");
    api.services().flushAuthorizers(OWN, "prod");
    api.function.release(FakeFunction.result(allow("*"), null));
    assertThat(last.status()).isEqualTo(200);
    assertThat(api.services().authorizerCache().size()).isZero();
  }

  @Test
  void aCallGivenUpBeforeAFlushIsNotRememberedBehindIt() {
    Authorizing api = Authorizing.with(Kind.TOKEN);
    List<LambdaFunction.Receiver> late = new ArrayList<>();
    api.function.answers(late::add);
    Running running = api.run();
    running.get("/prod/a", "Auth", "t");
    api.times.passMillis(60_001);
    running.get("/prod/a", "Auth", "t");
    api.services().flushAuthorizers(OWN, "prod");
    FakeFunction.result(allow("*"), null).accept(late.getFirst());
    api.function.returns(policy("Deny", "*"));
    assertThat(running.get("/prod/a", "Auth", "t").status()).isEqualTo(403);
  }

  @Test
  void aChangedDefinitionNeverMeetsAnOldPolicy() {
    Authorizing api = Authorizing.with(Kind.TOKEN);
    api.function.returns(allow("*"));
    api.run().get("/prod/a", "Auth", "t");
    api.run().get("/prod/a", "Auth", "t");
    assertThat(api.function.calls()).as("a reload keeps what is remembered").hasSize(1);
    api.ttl(299).run().get("/prod/a", "Auth", "t");
    assertThat(api.function.calls()).hasSize(2);
    api.validation(".*").run().get("/prod/a", "Auth", "t");
    assertThat(api.function.calls()).hasSize(3);
    api.sources("method.request.header.auth").run().get("/prod/a", "Auth", "t");
    assertThat(api.function.calls()).hasSize(4);
    api.define(Definitions.rest().stage("test").route("GET /a", Definitions.mock("through")));
    api.run().get("/test/a", "Auth", "t");
    assertThat(api.function.calls()).hasSize(5);
  }

  /** The function decides by what the gateway wrote, so nobody may be taken for another. */
  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"REQUEST", "REQUEST_2_0"})
  void aForwardedAddressIsOfTheConnectionAndNotOfWhoeverCopiesTheHeader(Kind kind) {
    String request = kind == Kind.REQUEST ? "method.request" : "$request";
    Authorizing api = Authorizing.with(kind).sources(request + ".header.X-Forwarded-For");
    Running running = api.run();
    String path = kind == Kind.REQUEST ? "/prod/x/1" : "/x/1";
    api.function.returns(policy("Deny", "*"));
    assertThat(running.get(path).status()).as("asked without the header too").isEqualTo(403);
    assertThat(running.get(path, "X-Forwarded-For", "10.0.0.5").status()).isEqualTo(403);
    assertThat(api.function.lastEvent()).contains("\"10.0.0.5, 198.51.100.7\"");
    running.source = new InetSocketAddress("203.0.113.9", 4711);
    running.get(path, "x-forwarded-for", "10.0.0.5");
    assertThat(api.function.calls()).hasSize(3);
    running.get(path, "x-forwarded-for", "10.0.0.5");
    assertThat(api.function.calls()).hasSize(3);
  }

  @Test
  void isBoundedByItsBytes() {
    Authorizing api =
        Authorizing.with(Kind.TOKEN).settings(new AuthorizerSettings(Duration.ZERO, 8192, 100_000));
    api.function.returns(allow("*"));
    Running running = api.run();
    for (int i = 0; i < 500; i++) {
      running.get("/prod/a", "Auth", "token-" + i);
    }
    assertThat(api.services().authorizerCache().size()).isBetween(10L, 100L);
  }

  @ParameterizedTest
  @EnumSource(
      value = FunctionFailure.Kind.class,
      names = {"THROTTLED", "TIMEOUT", "UNREACHABLE"})
  void anOlderAnswerStandsInForAFunctionThatFailsWhereThatIsAllowed(FunctionFailure.Kind kind) {
    Authorizing api = staleFor(Duration.ofSeconds(10));
    Running running = api.run();
    api.function.returns(allow(Authorizing.REST_ARN + "GET/a"));
    running.get("/prod/a", "Auth", "t");
    api.function.fails(kind);
    api.times.passMillis(300_001);
    assertThat(running.get("/prod/a", "Auth", "t").status()).isEqualTo(200);
    assertThat(running.get("/prod/b", "Auth", "t").status()).isEqualTo(403);
    assertThat(api.function.calls()).as("it is asked each time").hasSize(3);
    assertThat(running.get("/prod/a", "Auth", "new").status()).isEqualTo(500);
    api.times.passMillis(10_000);
    assertThat(running.get("/prod/a", "Auth", "t").status()).isEqualTo(500);
  }

  @Test
  void noOlderAnswerStandsInByDefault() {
    Authorizing api = Authorizing.with(Kind.TOKEN);
    Running running = api.run();
    api.function.returns(allow("*"));
    running.get("/prod/a", "Auth", "t");
    api.times.passMillis(300_000);
    api.function.fails(FunctionFailure.Kind.UNREACHABLE);
    assertThat(running.get("/prod/a", "Auth", "t").status()).isEqualTo(500);
  }

  @Test
  void noOlderAnswerStandsInForARefusalOrARealAnswer() {
    Authorizing api = staleFor(Duration.ofHours(1));
    Running running = api.run();
    api.function.returns(allow("*"));
    running.get("/prod/a", "Auth", "t");
    api.times.passMillis(300_001);
    api.function.raises("Unauthorized");
    assertThat(running.get("/prod/a", "Auth", "t").status()).isEqualTo(401);
    for (FunctionFailure.Kind kind : FunctionFailure.Kind.values()) {
      api.function.fails(kind);
      assertThat(running.get("/prod/a", "Auth", "t").status()).as("once refused").isEqualTo(500);
    }
  }

  @Test
  void noOlderAnswerStandsInForWhatIsWrong() {
    Authorizing api = staleFor(Duration.ofHours(1));
    Running running = api.run();
    api.function.returns(allow("*"));
    running.get("/prod/a", "Auth", "t");
    api.times.passMillis(300_001);
    api.function.returns("{}");
    assertThat(running.get("/prod/a", "Auth", "t").status()).isEqualTo(500);
    for (FunctionFailure.Kind kind :
        List.of(FunctionFailure.Kind.NOT_FOUND, FunctionFailure.Kind.NOT_PERMITTED)) {
      api.function.fails(kind);
      assertThat(running.get("/prod/a", "Auth", "t").status()).isEqualTo(500);
    }
    api.function.raises("boom");
    assertThat(running.get("/prod/a", "Auth", "t").status()).isEqualTo(200);
  }

  @Test
  void anOlderAnswerStandsInForOneThatHangs() {
    Authorizing api = staleFor(Duration.ofHours(1));
    Running running = api.run();
    api.function.returns(allow("*"));
    running.get("/prod/a", "Auth", "t");
    api.times.passMillis(300_001);
    api.function.hangs();
    Running.Sent sent = running.get("/prod/a", "Auth", "t");
    running.pipeline.expire(sent.exchange);
    assertThat(sent.status()).isEqualTo(200);
  }

  private static Authorizing staleFor(Duration time) {
    return Authorizing.with(Kind.TOKEN).settings(new AuthorizerSettings(time, 8192, 1 << 20));
  }

  /** Asks the step of GET /a on the current thread, which is the request's loop. */
  private static Verdict ask(Authorizing api, GatewaySnapshot snapshot, CountDownLatch start) {
    FakeCaller caller = new FakeCaller();
    Request request =
        new Request(
            "GET",
            "/prod/a",
            null,
            OWN + ".execute-api.us-east-1.amazonaws.com",
            HeaderList.of("Auth", "t"),
            Body.EMPTY,
            new InetSocketAddress("198.51.100.7", 4711),
            true);
    Exchange exchange = new Exchange(request, caller, new Ids(new Random(1)), api.times);
    Step.Authorizer step = (Step.Authorizer) snapshot.select(exchange).steps().getFirst();
    try {
      start.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    Outcome<Verdict> outcome = step.identify(exchange);
    return switch (outcome) {
      case Now<Verdict>(Verdict verdict) -> verdict;
      case Later<Verdict> later -> {
        List<Verdict> verdicts = new ArrayList<>();
        later.whenComplete(verdicts::add);
        while (verdicts.isEmpty()) {
          caller.runOne();
        }
        yield verdicts.getFirst();
      }
    };
  }

  @Test
  void aVerdictIsARefusalOrNone() {
    Authorizing api = Authorizing.with(Kind.TOKEN);
    api.function.returns(policy("Deny", "*"));
    CountDownLatch open = new CountDownLatch(0);
    assertThat(ask(api, api.snapshot(), open)).isInstanceOf(Refusal.class);
  }
}
