package io.sallyport.core.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.AuthorizerDefinition.Lambda.Kind;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Headers;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Request;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.FakeCaller;
import io.sallyport.core.pipeline.Ids;
import io.sallyport.core.token.Revocation;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Requests that wait for one thing together: what becomes of one is nothing to the others. */
class SharedWaitTest {

  private static final String ALLOW_CURL =
      """
      {"principalId":"ann","policyDocument":{"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":"*","Resource":"*",
         "Condition":{"StringLike":{"aws:UserAgent":"curl/*"}}}]}}\
      """;

  @Test
  void aDecisionThatBreaksIsA500AndTheOthersHearOfTheResult() {
    Authorizing api = Authorizing.with(Kind.TOKEN);
    api.function.hangs();
    Running running = api.run();
    String[] curl = {"Auth", "t", "User-Agent", "curl/8"};
    Running.Sent first = running.get("/prod/a", curl);
    Running.Sent broken = send(running, new Breaking(HeaderList.of(curl)));
    Running.Sent last = running.get("/prod/a", curl);
    assertThat(api.function.calls()).hasSize(1);

    api.function.release(FakeFunction.result(ALLOW_CURL, null));

    assertThat(first.status()).isEqualTo(200);
    assertThat(last.status()).isEqualTo(200);
    assertThat(broken.status()).isEqualTo(500);
    assertThat(broken.body()).isEqualTo("{\"message\":null}");
    assertThat(broken.end().refusal())
        .extracting(Refusal::reason)
        .asString()
        .startsWith("a bug: ")
        .contains("a header that cannot be read");
    assertThat(running.get("/prod/a", curl).status()).as("kept").isEqualTo(200);
    assertThat(api.function.calls()).hasSize(1);
  }

  @Test
  void aDecisionThatBreaksWhenTheTimeIsOverIsA500() {
    Authorizing api =
        Authorizing.with(Kind.TOKEN)
            .settings(new AuthorizerSettings(Duration.ofHours(1), 8192, 1 << 20));
    api.function.returns(ALLOW_CURL);
    Running running = api.run();
    String[] curl = {"Auth", "t", "User-Agent", "curl/8"};
    assertThat(running.get("/prod/a", curl).status()).isEqualTo(200);
    api.times.passMillis(300_001);
    api.function.hangs();
    Running.Sent broken = send(running, new Breaking(HeaderList.of(curl)));

    running.pipeline.expire(broken.exchange);

    assertThat(broken.status()).isEqualTo(500);
    assertThat(broken.end().refusal()).extracting(Refusal::reason).asString().contains("a bug: ");
  }

  @Test
  void aTokenWhoseDecisionBreaksIsA500AndTheOthersAreDecided() {
    Secured secured = new Secured();
    secured.revocation =
        claims -> {
          if ("mallory".equals(claims.get("sub"))) {
            throw new IllegalStateException("a list that cannot be read");
          }
          return Revocation.Standing.GOOD;
        };
    secured.source.hang(true);
    Running running = secured.run(Secured.http(Secured.jwt()));
    Running.Sent first = Secured.get(running, "/pets", secured.token("\"sub\":\"alice\""));
    Running.Sent broken = Secured.get(running, "/pets", secured.token("\"sub\":\"mallory\""));
    Running.Sent last = Secured.get(running, "/pets", secured.token("\"sub\":\"alice\""));

    secured.source.release();
    for (Running.Sent sent : List.of(first, broken, last)) {
      sent.caller.runOne();
    }

    assertThat(first.exchange.identity()).isNotNull();
    assertThat(last.exchange.identity()).isNotNull();
    assertThat(broken.exchange.identity()).isNull();
    assertThat(broken.status()).isEqualTo(500);
    Refusal refusal = Objects.requireNonNull(broken.end().refusal());
    assertThat(refusal.fault()).isEqualTo(Fault.GATEWAY);
    assertThat(refusal.reason()).startsWith("a bug: ").contains("a list that cannot be read");
  }

  private static Running.Sent send(Running running, Headers headers) {
    Request request =
        new Request(
            "GET",
            "/prod/a",
            null,
            "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com",
            headers,
            Body.EMPTY,
            new InetSocketAddress("198.51.100.7", 4711),
            true);
    FakeCaller caller = new FakeCaller();
    Exchange exchange = new Exchange(request, caller, new Ids(new Random(2)), running.times);
    running.pipeline.begin(exchange);
    return running.new Sent(exchange, caller);
  }

  /** Header fields of which {@code User-Agent} cannot be read: a bug for whoever needs it. */
  private record Breaking(HeaderList headers) implements Headers {
    @Override
    public int size() {
      return headers.size();
    }

    @Override
    public String name(int index) {
      return headers.name(index);
    }

    @Override
    public String value(int index) {
      if (headers.known(index) == KnownHeader.USER_AGENT) {
        throw new IllegalStateException("a header that cannot be read");
      }
      return headers.value(index);
    }

    @Override
    public @Nullable KnownHeader known(int index) {
      return headers.known(index);
    }
  }
}
