package io.sallyport.core.pipeline;

import io.sallyport.core.message.Answer;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.message.Later;
import io.sallyport.core.message.Now;
import io.sallyport.core.message.Outcome;
import io.sallyport.core.message.Pass;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Response;
import io.sallyport.core.message.Verdict;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives every request through its route: selection, then the steps in order, then the integration,
 * then the way back, then one record. It alone knows the difference between an outcome that is
 * there and one that is still being made.
 *
 * <p>All methods are called on the exchange's loop. An exception out of a step is a bug; it is
 * logged once and refused with a 500, never let through.
 */
public final class Pipeline {

  /** A held body longer than this, in bytes, is worked on away from the loop. */
  static final int LOOP_BODY_LIMIT = 64 * 1024;

  private static final Outcome<Verdict> PASSED = new Now<>(Verdict.PASS);
  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

  private final Supplier<? extends Selector> snapshot;
  private final Recorder recorder;
  private final Executor workers;
  private final BodyBudget budget;
  private final Times times;
  private final long payloadLimit;

  /**
   * @param snapshot what is in force now; read once for each request
   * @param workers where steps run whose held body is long
   * @param payloadLimit the longest request body, in bytes
   */
  public Pipeline(
      Supplier<? extends Selector> snapshot,
      Recorder recorder,
      Executor workers,
      BodyBudget budget,
      Times times,
      long payloadLimit) {
    this.snapshot = snapshot;
    this.recorder = recorder;
    this.workers = workers;
    this.budget = budget;
    this.times = times;
    this.payloadLimit = payloadLimit;
  }

  /** Takes on a request whose head has arrived. */
  public void begin(Exchange exchange) {
    try {
      exchange.select(snapshot.get().select(exchange));
      recorder.selected(exchange);
    } catch (RuntimeException | Error e) {
      bug(exchange, e);
      return;
    }
    if (exchange.request().body().length() > payloadLimit) {
      refuse(exchange, tooLong(payloadLimit));
      return;
    }
    advance(exchange);
  }

  /** Answers a request that failed before or outside its route. */
  public void refuse(Exchange exchange, Refusal refusal) {
    if (!isOpen(exchange)) {
      return;
    }
    giveUpWaiting(exchange);
    back(exchange, refusal);
  }

  /** The armed deadline is over. */
  public void expire(Exchange exchange) {
    Later<?> awaited = exchange.awaited;
    if (awaited != null) {
      try {
        awaited.expire();
      } catch (RuntimeException | Error e) {
        giveUpWaiting(exchange);
        bug(exchange, e);
      }
    }
  }

  /** The exchange is over on the wire; whatever still works for it is stopped. */
  public void end(Exchange exchange, Ending ending, long responseLength) {
    if (exchange.over) {
      return;
    }
    exchange.over = true;
    giveUpWaiting(exchange);
    long now = times.nanos();
    exchange.integrationEnds(now);
    recorder.record(
        new ExchangeRecord(
            exchange,
            ending,
            exchange.status(),
            responseLength,
            now - exchange.arrivalNanos(),
            exchange.integrationNanos(),
            exchange.integrationStatus(),
            exchange.refusal()));
  }

  private static void giveUpWaiting(Exchange exchange) {
    Later<?> awaited = exchange.awaited;
    if (awaited != null) {
      exchange.awaited = null;
      exchange.caller().disarm();
      awaited.cancel();
    }
  }

  // INVARIANT: an exchange is answered once; what finishes after that finishes for nobody.
  private static boolean isOpen(Exchange exchange) {
    return !exchange.over && exchange.status() == 0;
  }

  /** The refusal of a body longer than {@code limit} bytes. */
  public static Refusal tooLong(long limit) {
    return new Refusal.Protocol(413, Fault.CALLER, "the body is longer than " + limit + " bytes");
  }

  @SuppressWarnings("ReferenceEquality") // PASSED is the one instance that says yes
  private void advance(Exchange exchange) {
    try {
      List<Step> steps = exchange.route().steps();
      while (exchange.next < steps.size()) {
        Step step = steps.get(exchange.next);
        if (waitsForBody(exchange, step.holds())) {
          hold(exchange, step.holds());
          return;
        }
        if (worksLong(exchange, step.holds())) {
          work(exchange, () -> take(exchange, step), outcome -> settle(exchange, outcome));
          return;
        }
        Outcome<Verdict> outcome = take(exchange, step);
        if (outcome != PASSED) {
          settle(exchange, outcome);
          return;
        }
        pass(exchange, step);
      }
      integrate(exchange);
    } catch (RuntimeException | Error e) {
      bug(exchange, e);
    }
  }

  private static Outcome<Verdict> take(Exchange exchange, Step step) {
    return switch (step) {
      case Step.Protection protection -> now(protection.protect(exchange));
      case Step.Authorizer authorizer -> authorizer.identify(exchange);
      case Step.Check check -> now(check.check(exchange));
      case Step.Mapping mapping -> now(mapping.shape(exchange));
    };
  }

  private static Outcome<Verdict> now(Verdict verdict) {
    return verdict instanceof Pass ? PASSED : new Now<>(verdict);
  }

  private void settle(Exchange exchange, Outcome<Verdict> outcome) {
    switch (outcome) {
      case Now<Verdict>(Verdict verdict) -> settle(exchange, verdict);
      case Later<Verdict> later -> await(exchange, later, verdict -> settle(exchange, verdict));
    }
  }

  private void settle(Exchange exchange, Verdict verdict) {
    switch (verdict) {
      case Pass pass -> {
        pass(exchange, exchange.route().steps().get(exchange.next));
        advance(exchange);
      }
      case Refusal refusal -> refuse(exchange, refusal);
    }
  }

  private void pass(Exchange exchange, Step step) {
    exchange.next++;
    if (step instanceof Step.Authorizer) {
      recorder.identified(exchange);
    }
  }

  private void integrate(Exchange exchange) {
    Integration integration = exchange.route().integration();
    if (waitsForBody(exchange, integration.holds())) {
      hold(exchange, integration.holds());
      return;
    }
    exchange.integrationStarts(times.nanos());
    if (worksLong(exchange, integration.holds())) {
      work(exchange, () -> integration.integrate(exchange), outcome -> finish(exchange, outcome));
    } else {
      finish(exchange, integration.integrate(exchange));
    }
  }

  private void finish(Exchange exchange, Outcome<Answer> outcome) {
    switch (outcome) {
      case Now<Answer>(Answer answer) -> back(exchange, answer);
      case Later<Answer> later -> await(exchange, later, answer -> back(exchange, answer));
    }
  }

  /** The way back: response mappings, the gateway's own headers, and out. */
  private void back(Exchange exchange, Answer answer) {
    exchange.integrationEnds(times.nanos());
    try {
      Answer mapped = answer;
      if (exchange.hasRoute()) {
        List<ResponseMapping> mappings = exchange.route().mappings();
        for (int i = 0; i < mappings.size() && mapped instanceof Response response; i++) {
          mapped = mappings.get(i).map(exchange, response);
        }
      }
      if (mapped instanceof Refusal) {
        discard(answer);
      }
      send(exchange, mapped);
    } catch (RuntimeException | Error e) {
      discard(answer);
      bug(exchange, e);
    }
  }

  /**
   * Nobody gets {@code answer}: the connection that its body comes on is not to wait for anybody.
   */
  private static void discard(Answer answer) {
    if (answer instanceof Response response) {
      response.body().discard();
    }
  }

  private void send(Exchange exchange, Answer answer) {
    switch (answer) {
      case Response response -> sign(exchange, response);
      case Refusal refusal -> {
        exchange.refuse(refusal);
        sign(
            exchange,
            exchange.hasRoute()
                ? exchange.route().stage().wording().refuse(exchange, refusal)
                : Unrouted.response(refusal));
      }
    }
  }

  private void sign(Exchange exchange, Response response) {
    if (exchange.hasRoute()) {
      exchange.route().stage().wording().sign(exchange, response);
    }
    recorder.answered(exchange, response);
    exchange.status(response.status());
    exchange.caller().answer(response);
  }

  private <T> void await(Exchange exchange, Later<T> later, Consumer<T> then) {
    exchange.awaited = later;
    exchange.caller().arm(later.timeoutNanos());
    later.whenComplete(value -> {
      if (exchange.caller().inLoop()) {
        resume(exchange, later, value, then);
      } else {
        exchange.caller().execute(() -> resume(exchange, later, value, then));
      }
    });
  }

  @SuppressWarnings("ReferenceEquality") // whether it is this very wait that ended
  private <T> void resume(Exchange exchange, Later<T> later, T value, Consumer<T> then) {
    if (!isOpen(exchange) || exchange.awaited != later) {
      if (value instanceof Answer answer) {
        discard(answer);
      }
      return;
    }
    exchange.awaited = null;
    exchange.caller().disarm();
    try {
      then.accept(value);
    } catch (RuntimeException | Error e) {
      bug(exchange, e);
    }
  }

  private static boolean waitsForBody(Exchange exchange, int holds) {
    return holds > 0 && !exchange.isHeld();
  }

  private static boolean worksLong(Exchange exchange, int holds) {
    return holds > 0 && exchange.held().length() > LOOP_BODY_LIMIT;
  }

  private void hold(Exchange exchange, int limit) {
    exchange
        .body()
        .hold(
            limit,
            budget,
            new Body.Holder() {
              @Override
              public void held(Bytes body) {
                if (isOpen(exchange)) {
                  exchange.hold(body);
                  advance(exchange);
                }
              }

              @Override
              public void refused(Refusal refusal) {
                refuse(exchange, refusal);
              }
            });
  }

  private <T> void work(Exchange exchange, Supplier<Outcome<T>> task, Consumer<Outcome<T>> then) {
    workers.execute(() -> {
      Outcome<T> outcome;
      try {
        outcome = task.get();
      } catch (RuntimeException | Error e) {
        exchange.caller().execute(() -> bug(exchange, e));
        return;
      }
      exchange.caller().execute(() -> resumeWork(exchange, outcome, then));
    });
  }

  private static <T> void resumeWork(
      Exchange exchange, Outcome<T> outcome, Consumer<Outcome<T>> then) {
    if (isOpen(exchange)) {
      then.accept(outcome);
    } else if (outcome instanceof Later<T> later) {
      later.cancel();
    }
  }

  /** Answers 500 after a bug; in the stage's own words where those are not what broke. */
  private void bug(Exchange exchange, Throwable e) {
    LOG.error("request {} failed by a bug of the gateway", exchange.requestId(), e);
    if (!isOpen(exchange)) {
      return;
    }
    Refusal refusal =
        Refusal.GatewayResponse.of(
            GatewayResponseType.API_CONFIGURATION_ERROR, Fault.GATEWAY, "a bug: " + e);
    exchange.refuse(refusal);
    Response response = words(exchange, refusal);
    exchange.status(response.status());
    exchange.caller().answer(response);
  }

  private Response words(Exchange exchange, Refusal refusal) {
    if (!exchange.hasRoute()) {
      return Unrouted.response(refusal);
    }
    try {
      Wording wording = exchange.route().stage().wording();
      Response response = wording.refuse(exchange, refusal);
      wording.sign(exchange, response);
      recorder.answered(exchange, response);
      return response;
    } catch (RuntimeException | Error again) {
      LOG.error("request {}: nor could the failure be worded", exchange.requestId(), again);
      return Unrouted.response(refusal);
    }
  }
}
