package io.sallyport.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.message.Answer;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.GatewayResponseType;
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
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PipelineTest {

  private static final Refusal DENIED =
      Refusal.GatewayResponse.of(GatewayResponseType.ACCESS_DENIED, Fault.CALLER, "denied");

  private final List<String> life = new ArrayList<>();
  private final List<ExchangeRecord> records = new ArrayList<>();
  private final List<Runnable> workers = new ArrayList<>();
  private final FakeCaller caller = new FakeCaller();
  private final FakeTimes times = new FakeTimes();
  private final BodyBudget budget = new BodyBudget(1 << 20);
  private final List<Step> steps = new ArrayList<>();
  private final List<ResponseMapping> mappings = new ArrayList<>();
  private Executor executor = workers::add;
  private Integration integration = exchange -> note("integrate", new Now<>(ok()));
  private Wording wording = new PlainWording();
  private Body body = Body.EMPTY;

  @AfterEach
  void leavesExactlyOneRecord() {
    assertThat(records).hasSize(1);
  }

  @Test
  void takesStepsInOrderThenIntegratesThenMaps() {
    steps.add(check("protect"));
    steps.add(authorizer(exchange -> note("identify", new Now<>(Verdict.PASS))));
    steps.add(check("validate"));
    mappings.add((exchange, response) -> note("map", response));

    run();

    assertThat(life).containsExactly("protect", "identify", "validate", "integrate", "map", "sign");
    assertThat(status()).isEqualTo(200);
  }

  @Test
  void stopsAtTheFirstRefusal() {
    steps.add((Step.Check) exchange -> note("first", DENIED));
    steps.add(check("second"));

    run();

    assertThat(life).containsExactly("first", "refuse", "sign");
    assertThat(records.getFirst().refusal()).isEqualTo(DENIED);
    assertThat(records.getFirst().integrationNanos()).isEqualTo(-1);
  }

  @Test
  void waitsForALaterVerdictAndResumesOnTheLoop() throws InterruptedException {
    Promise<Verdict> promise = new Promise<>(7, DENIED);
    steps.add(authorizer(exchange -> promise));
    Exchange exchange = begin();

    assertThat(caller.armedNanos()).isEqualTo(7);
    Thread other = Thread.ofPlatform().start(() -> promise.complete(Verdict.PASS));
    other.join();
    assertThat(life).isEmpty();
    caller.runOne();

    assertThat(life).containsExactly("integrate", "sign");
    assertThat(caller.armedNanos()).isEqualTo(-1);
    end(exchange);
  }

  @Test
  void takesTheStandInWhenTheDeadlineIsOver() {
    Promise<Answer> promise = new Promise<>(5, DENIED);
    integration = exchange -> promise;
    Exchange exchange = begin();

    pipeline().expire(exchange);

    assertThat(life).containsExactly("refuse", "sign");
    assertThat(promise.cancellations).isEqualTo(1);
    assertThat(promise.complete(ok())).isFalse();
    end(exchange);
  }

  @Test
  void cancelsWhatItWaitsForWhenTheCallerIsGone() {
    Promise<Answer> promise = new Promise<>(5, DENIED);
    integration = exchange -> promise;
    Exchange exchange = begin();

    pipeline().end(exchange, Ending.CALLER_GONE, 0);
    pipeline().end(exchange, Ending.ANSWERED, 0);

    assertThat(promise.cancellations).isEqualTo(1);
    assertThat(caller.answers()).isEmpty();
    assertThat(records.getFirst().ending()).isEqualTo(Ending.CALLER_GONE);
    assertThat(records.getFirst().status()).isZero();
  }

  @Test
  void discardsAnAnswerThatComesAfterTheCallerLeft() throws InterruptedException {
    Promise<Answer> promise = new Promise<>(5, DENIED);
    integration = exchange -> promise;
    Exchange exchange = begin();
    FakeBody late = new FakeBody("late");

    Thread other =
        Thread.ofPlatform().start(() -> promise.complete(Response.of(200, HeaderList.EMPTY, late)));
    other.join();
    pipeline().end(exchange, Ending.CALLER_GONE, 0);
    caller.runOne();

    assertThat(late.discarded).isEqualTo(1);
    assertThat(caller.answers()).isEmpty();
  }

  @Test
  void answersOnceWhenARefusalOvertakesTheIntegration() {
    Promise<Answer> promise = new Promise<>(5, DENIED);
    integration = exchange -> promise;
    Exchange exchange = begin();

    pipeline().refuse(exchange, DENIED);
    promise.complete(ok());
    pipeline().refuse(exchange, DENIED);

    assertThat(caller.answers()).hasSize(1);
    assertThat(promise.cancellations).isEqualTo(1);
    end(exchange);
  }

  @Test
  void holdsTheBodyBeforeTheFirstStepThatNeedsIt() {
    FakeBody sent = new FakeBody("hello");
    body = sent;
    steps.add(check("early"));
    steps.add(holder(100));
    Exchange exchange = begin();

    assertThat(life).containsExactly("early");
    assertThat(sent.limit).isEqualTo(100);
    sent.arrive();

    assertThat(life).containsExactly("early", "hold hello", "integrate", "sign");
    end(exchange);
  }

  @Test
  void refusesABodyThatCannotBeHeld() {
    FakeBody sent = new FakeBody("hello");
    body = sent;
    steps.add(holder(2));
    Exchange exchange = begin();

    sent.refuse(Pipeline.tooLong(2));

    assertThat(life).containsExactly("refuse", "sign");
    end(exchange);
  }

  @Test
  void doesNotGoOnWithABodyThatArrivesAfterARefusal() {
    FakeBody sent = new FakeBody("hello");
    body = sent;
    steps.add(holder(100));
    Exchange exchange = begin();

    pipeline().refuse(exchange, DENIED);
    sent.arrive();

    assertThat(life).containsExactly("refuse", "sign");
    end(exchange);
  }

  @Test
  void worksOnALongBodyAwayFromTheLoop() {
    body = new Bytes(new byte[Pipeline.LOOP_BODY_LIMIT + 1]);
    steps.add(holder(1 << 20));
    Exchange exchange = begin();

    assertThat(life).isEmpty();
    workers.getFirst().run();
    assertThat(life).hasSize(1);
    caller.runOne();

    assertThat(life).endsWith("integrate", "sign");
    end(exchange);
  }

  @Test
  void staysOnTheLoopWithABodyOf64Kilobytes() {
    body = new Bytes(new byte[Pipeline.LOOP_BODY_LIMIT]);
    steps.add(holder(1 << 20));

    run();

    assertThat(workers).isEmpty();
    assertThat(status()).isEqualTo(200);
  }

  @Test
  void refusesALengthBeyondThePayloadLimitBeforeAnyStep() {
    body = new FakeBody("x".repeat(2_000_001));
    steps.add(check("never"));

    run();

    assertThat(life).containsExactly("refuse", "sign");
    assertThat(records.getFirst().refusal())
        .isInstanceOfSatisfying(
            Refusal.Protocol.class, refusal -> assertThat(refusal.status()).isEqualTo(413));
  }

  @Test
  void neverAllowsWhenAStepBreaks() {
    steps.add(
        (Step.Protection)
            exchange -> {
              throw new IllegalStateException("bug");
            });

    run();

    assertThat(status()).isEqualTo(500);
    assertThat(life).doesNotContain("integrate");
    assertThat(records.getFirst().refusal()).isNotNull();
  }

  @Test
  void neverAllowsWhenAStepRunsOutOfStack() {
    steps.add(
        (Step.Protection)
            exchange -> {
              throw new StackOverflowError();
            });

    run();

    assertThat(status()).isEqualTo(500);
    assertThat(life).doesNotContain("integrate");
  }

  @Test
  void neverAllowsWhenAStepBreaksOnAWorker() {
    body = new Bytes(new byte[Pipeline.LOOP_BODY_LIMIT + 1]);
    executor = Runnable::run;
    steps.add(
        new Step.Check() {
          @Override
          public int holds() {
            return 1 << 20;
          }

          @Override
          public Verdict check(Exchange exchange) {
            throw new StackOverflowError();
          }
        });
    Exchange exchange = begin();
    caller.runOne();

    assertThat(status()).isEqualTo(500);
    end(exchange);
  }

  @Test
  void answers500WhenNoWorkerTakesTheWork() {
    body = new Bytes(new byte[Pipeline.LOOP_BODY_LIMIT + 1]);
    executor =
        task -> {
          throw new RejectedExecutionException("full");
        };
    steps.add(holder(1 << 20));

    run();

    assertThat(status()).isEqualTo(500);
  }

  @Test
  void answers500WhenTheIntegrationBreaks() {
    integration =
        exchange -> {
          throw new IllegalStateException("bug");
        };

    run();

    assertThat(status()).isEqualTo(500);
  }

  @Test
  void answers500InPlainWordsWhenTheWordingBreaks() {
    wording =
        new PlainWording() {
          @Override
          public Response refuse(Exchange exchange, Refusal refusal) {
            throw new IllegalStateException("bug");
          }
        };
    steps.add((Step.Check) exchange -> DENIED);

    run();

    assertThat(status()).isEqualTo(500);
  }

  @Test
  void answers500WhenTheRecorderBreaksBeforeTheEnd() {
    Recorder broken =
        new Recorder() {
          @Override
          public void answered(Exchange exchange, Response response) {
            throw new IllegalStateException("bug");
          }

          @Override
          public void record(ExchangeRecord record) {
            records.add(record);
          }
        };
    Pipeline pipeline =
        new Pipeline(() -> exchange -> route(), broken, executor, budget, times, 1000);
    Exchange exchange = exchange();

    pipeline.begin(exchange);

    assertThat(status()).isEqualTo(500);
    pipeline.end(exchange, Ending.ANSWERED, 0);
    assertThat(records).hasSize(1);
  }

  @Test
  void answers500WhenSelectionBreaks() {
    Pipeline pipeline =
        new Pipeline(
            () -> {
              throw new IllegalStateException("bug");
            },
            records::add,
            executor,
            budget,
            times,
            1000);
    Exchange exchange = exchange();

    pipeline.begin(exchange);

    assertThat(status()).isEqualTo(500);
    pipeline.end(exchange, Ending.ANSWERED, 0);
  }

  @Test
  void letsAMappingRefuseTheResponse() {
    mappings.add((exchange, response) -> DENIED);
    mappings.add((exchange, response) -> note("second", response));

    run();

    assertThat(life).containsExactly("integrate", "refuse", "sign");
  }

  /** A body that comes on a connection holds it until somebody reads or discards it. */
  @Test
  void discardsTheBodyOfAResponseThatAMappingRefuses() {
    FakeBody unread = new FakeBody("unread");
    integration = exchange -> new Now<>(Response.of(200, HeaderList.EMPTY, unread));
    mappings.add((exchange, response) -> DENIED);

    run();

    assertThat(unread.discarded).isEqualTo(1);
  }

  @Test
  void discardsTheBodyOfAResponseThatNobodyGetsForABug() {
    FakeBody unread = new FakeBody("unread");
    integration = exchange -> new Now<>(Response.of(200, HeaderList.EMPTY, unread));
    mappings.add((exchange, response) -> {
      throw new IllegalStateException("bug");
    });

    run();

    assertThat(status()).isEqualTo(500);
    assertThat(unread.discarded).isEqualTo(1);
  }

  @Test
  void measuresTheIntegrationApart() {
    Promise<Answer> promise = new Promise<>(5, DENIED);
    integration = exchange -> promise;
    Exchange exchange = begin();
    times.passMillis(30);
    promise.complete(ok());
    times.passMillis(10);
    pipeline().end(exchange, Ending.ANSWERED, 17);

    ExchangeRecord record = records.getFirst();
    assertThat(record.integrationNanos()).isEqualTo(30_000_000);
    assertThat(record.latencyNanos()).isEqualTo(40_000_000);
    assertThat(record.responseLength()).isEqualTo(17);
  }

  @Test
  void answersWhatFailsBeforeARouteInPlainWords() {
    Exchange exchange = exchange();

    pipeline().refuse(exchange, new Refusal.Protocol(431, Fault.CALLER, "too many headers"));

    assertThat(status()).isEqualTo(431);
    assertThat(life).isEmpty();
    end(exchange);
  }

  private void run() {
    end(begin());
  }

  private Exchange begin() {
    Exchange exchange = exchange();
    pipeline().begin(exchange);
    return exchange;
  }

  private void end(Exchange exchange) {
    Response answer = caller.answer();
    assertThat(answer).isNotNull();
    pipeline().end(exchange, Ending.ANSWERED, 0);
    assertThat(records.getLast().status()).isEqualTo(status());
  }

  private int status() {
    Response answer = caller.answer();
    return answer == null ? 0 : answer.status();
  }

  private Pipeline pipeline() {
    return new Pipeline(
        () -> exchange -> route(), records::add, executor, budget, times, 2_000_000);
  }

  private Exchange exchange() {
    Request request =
        new Request(
            "POST",
            "/",
            null,
            "",
            HeaderList.EMPTY,
            body,
            new InetSocketAddress("198.51.100.7", 1),
            false);
    return new Exchange(request, caller, new Ids(new Random(1)), times);
  }

  private Route route() {
    Stage stage = new Stage("a1", "pets", ApiType.REST, "prod", Map.of(), "1", "r", "d", wording);
    return new Route(stage, "POST /", "/", "", "", List.of(), steps, integration, mappings, true);
  }

  private static Response ok() {
    return Response.of(200, HeaderList.EMPTY, Body.EMPTY);
  }

  private <T> T note(String what, T value) {
    life.add(what);
    return value;
  }

  private Step check(String name) {
    return (Step.Check) exchange -> note(name, Verdict.PASS);
  }

  private static Step authorizer(Step.Authorizer authorizer) {
    return authorizer;
  }

  private Step holder(int limit) {
    return new Step.Check() {
      @Override
      public int holds() {
        return limit;
      }

      @Override
      public Verdict check(Exchange exchange) {
        return note("hold " + exchange.held().text().strip(), Verdict.PASS);
      }
    };
  }

  private class PlainWording implements Wording {
    @Override
    public Response refuse(Exchange exchange, Refusal refusal) {
      return note("refuse", Unrouted.response(refusal));
    }

    @Override
    public void sign(Exchange exchange, Response response) {
      life.add("sign");
    }
  }

  private static final class Promise<T> extends Later<T> {
    private final T standIn;
    private int cancellations;

    Promise(long timeoutNanos, T standIn) {
      super(timeoutNanos);
      this.standIn = standIn;
    }

    @Override
    protected T expired() {
      return standIn;
    }

    @Override
    protected void cancelled() {
      cancellations++;
    }
  }

  private static final class FakeBody implements Body {
    private final Bytes bytes;
    private int limit;
    private int discarded;
    private @Nullable Holder holder;

    FakeBody(String text) {
      this.bytes = Bytes.utf8(text);
    }

    @Override
    public long length() {
      return bytes.length();
    }

    @Override
    public void hold(int most, BodyBudget budget, Holder waiting) {
      limit = most;
      holder = waiting;
    }

    @Override
    public void discard() {
      discarded++;
    }

    void arrive() {
      if (holder != null) {
        holder.held(bytes);
      }
    }

    void refuse(Refusal refusal) {
      if (holder != null) {
        holder.refused(refusal);
      }
    }
  }
}
