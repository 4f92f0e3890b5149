package io.sallyport.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.message.Answer;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Later;
import io.sallyport.core.message.Now;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Request;
import io.sallyport.core.message.Response;
import io.sallyport.core.message.Verdict;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bugs that show themselves behind a wait: the request is answered all the same, with 500. */
class BrokenWaitTest {

  private final List<ExchangeRecord> records = new ArrayList<>();
  private final FakeCaller caller = new FakeCaller();
  private final FakeTimes times = new FakeTimes();
  private int integrations;

  @Test
  void answers500WhenTheRecorderBreaksBehindAnAuthorizerThatWaited() {
    Waiting waiting = new Waiting();
    Recorder broken =
        new Recorder() {
          @Override
          public void identified(Exchange exchange) {
            throw new IllegalStateException("bug");
          }

          @Override
          public void record(ExchangeRecord record) {
            records.add(record);
          }
        };
    Pipeline pipeline = pipeline(waiting, broken);
    Exchange exchange = begin(pipeline);

    assertThat(waiting.complete(Verdict.PASS)).isTrue();

    answered500(pipeline, exchange);
  }

  @Test
  void answers500WhenTheStandInForWhatIsLateBreaks() {
    Waiting waiting = new Waiting();
    Pipeline pipeline = pipeline(waiting, records::add);
    Exchange exchange = begin(pipeline);

    pipeline.expire(exchange);

    answered500(pipeline, exchange);
    assertThat(caller.armedNanos()).isEqualTo(-1);
    assertThat(waiting.complete(Verdict.PASS)).isFalse();
  }

  private void answered500(Pipeline pipeline, Exchange exchange) {
    assertThat(Objects.requireNonNull(caller.answer()).status()).isEqualTo(500);
    assertThat(integrations).isZero();
    pipeline.end(exchange, Ending.ANSWERED, 0);
    assertThat(records).hasSize(1);
    assertThat(records.getFirst().status()).isEqualTo(500);
    assertThat(records.getFirst().refusal())
        .extracting(Refusal::fault, Refusal::reason)
        .containsExactly(Fault.GATEWAY, "a bug: java.lang.IllegalStateException: bug");
  }

  private Exchange begin(Pipeline pipeline) {
    Request request =
        new Request(
            "GET",
            "/",
            null,
            "",
            HeaderList.EMPTY,
            Body.EMPTY,
            new InetSocketAddress("198.51.100.7", 1),
            false);
    Exchange exchange = new Exchange(request, caller, new Ids(new Random(1)), times);
    pipeline.begin(exchange);
    assertThat(caller.answers()).isEmpty();
    return exchange;
  }

  private Pipeline pipeline(Waiting waiting, Recorder recorder) {
    Stage stage =
        new Stage("a1", "pets", ApiType.REST, "prod", Map.of(), "1", "r", "d", new PlainWording());
    Step.Authorizer authorizer = _ -> waiting;
    Integration integration =
        _ -> {
          integrations++;
          return new Now<Answer>(Response.of(200, HeaderList.EMPTY, Body.EMPTY));
        };
    Route route =
        new Route(
            stage,
            "GET /",
            "/",
            "",
            "",
            List.of(),
            List.of(authorizer),
            integration,
            List.of(),
            true);
    return new Pipeline(
        () -> _ -> route, recorder, Runnable::run, new BodyBudget(1), times, 1_000_000);
  }

  private static final class PlainWording implements Wording {
    @Override
    public Response refuse(Exchange exchange, Refusal refusal) {
      return Unrouted.response(refusal);
    }

    @Override
    public void sign(Exchange exchange, Response response) {}
  }

  /** A wait that cannot end by itself. */
  private static final class Waiting extends Later<Verdict> {

    Waiting() {
      super(7);
    }

    @Override
    protected Verdict expired() {
      throw new IllegalStateException("bug");
    }

    @Override
    protected void cancelled() {}
  }
}
