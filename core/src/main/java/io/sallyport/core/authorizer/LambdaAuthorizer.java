package io.sallyport.core.authorizer;

import io.sallyport.core.authorizer.AuthorizerOutput.Cause;
import io.sallyport.core.language.ValidationExpression;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.Now;
import io.sallyport.core.message.Outcome;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Verdict;
import io.sallyport.core.pipeline.AuthorizerReport;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.FunctionCall;
import io.sallyport.core.pipeline.FunctionCall.InvocationType;
import io.sallyport.core.pipeline.FunctionFailure;
import io.sallyport.core.pipeline.FunctionResult;
import io.sallyport.core.pipeline.LambdaFunction;
import io.sallyport.core.pipeline.Step;
import io.sallyport.core.pipeline.Times;
import io.sallyport.core.values.MethodArn;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a Lambda function who the caller is, and decides by what it says. Refuses callers without
 * the identity it asks for (401), those the function does not know (401), and those its policy or
 * its simple response refuses (403); where the function gives nothing that decides, everybody
 * (500). Reads the identity sources and what its event tells; needs no body; may wait. See the API
 * Gateway guide, "Use API Gateway Lambda authorizers".
 */
public final class LambdaAuthorizer implements Step.Authorizer {

  private static final Logger LOG = LoggerFactory.getLogger(LambdaAuthorizer.class);
  private static final Outcome<Verdict> PASSED = new Now<>(Verdict.PASS);

  /** Makes the event that the function is given. */
  @FunctionalInterface
  public interface Event {

    /**
     * The event for {@code exchange}, a JSON text.
     *
     * @param identity the identity values in the order of their sources
     * @param methodArn the ARN of what is called
     */
    Bytes write(Exchange exchange, List<String> identity, String methodArn);
  }

  /** What becomes of a request without a value for every identity source. */
  public enum Missing {
    REFUSED,
    /** The function decides. */
    ASKED
  }

  /**
   * How an authorizer works.
   *
   * @param validation what a token must match as a whole, or null
   * @param ttl how long what the function says is remembered; zero for not at all
   * @param patience how long a request waits for the function
   * @param longestArn the longest method ARN in bytes; 0 for any
   */
  public record Rules(
      IdentitySources sources,
      Missing missing,
      @Nullable ValidationExpression validation,
      Duration ttl,
      Duration patience,
      int longestArn) {}

  private final AuthorizerOwner owner;
  private final Rules rules;
  private final MethodArn arns;
  private final Event event;
  private final LambdaFunction function;
  private final OutputReader outputs;
  private final AuthorizerCache cache;
  private final Times times;

  /**
   * An authorizer of one stage.
   *
   * @param owner what is remembered is kept under
   */
  public LambdaAuthorizer(
      AuthorizerOwner owner,
      Rules rules,
      MethodArn arns,
      Event event,
      LambdaFunction function,
      OutputReader outputs,
      AuthorizerCache cache,
      Times times) {
    this.owner = owner;
    this.rules = rules;
    this.arns = arns;
    this.event = event;
    this.function = function;
    this.outputs = outputs;
    this.cache = cache;
    this.times = times;
  }

  @Override
  public Outcome<Verdict> identify(Exchange exchange) {
    long start = times.nanos();
    IdentitySources.Values values = rules.sources().read(exchange);
    String arn = arns.of(exchange);
    Refusal refused = refusal(values, arn);
    if (refused != null) {
      return new Now<>(refuse(exchange, start, refused));
    }
    if (rules.ttl().isZero()) {
      return askAlone(new Request(exchange, start, arn, null), values.each());
    }
    CacheKey key = new CacheKey(owner, values.key());
    Request request = new Request(exchange, start, arn, key);
    Consent known = cache.find(key);
    if (known != null) {
      Verdict verdict = request.read(CallResult.remembered(known));
      return verdict == Verdict.PASS ? PASSED : new Now<>(verdict);
    }
    AuthorizerCall call = request.call();
    cache.ask(key, call, rules.ttl(), then -> invoke(exchange, values.each(), arn, then));
    return call;
  }

  /** Why the function is not even asked; null when it is. */
  private @Nullable Refusal refusal(IdentitySources.Values values, String arn) {
    if (rules.missing() == Missing.REFUSED
        && values.presence() == IdentitySources.Presence.INCOMPLETE) {
      return AuthorizerRefusals.unauthorized("the request lacks an identity source");
    }
    ValidationExpression validation = rules.validation();
    if (validation != null && !validation.matches(values.each().getFirst())) {
      return AuthorizerRefusals.unauthorized(
          "the token does not match the identity validation expression");
    }
    // ASCII or percent-encoded: its characters are its bytes.
    return rules.longestArn() > 0 && arn.length() > rules.longestArn()
        ? AuthorizerRefusals.tooLong(arn.length(), rules.longestArn())
        : null;
  }

  private Outcome<Verdict> askAlone(Request request, List<String> identity) {
    AuthorizerCall call = request.call();
    call.stop(invoke(request.exchange, identity, request.arn, call::arrived));
    return call;
  }

  /** Calls the function; {@code then} gets the result exactly once, on any thread. */
  private Runnable invoke(
      Exchange exchange, List<String> identity, String arn, Consumer<CallResult> then) {
    Answering receiver = new Answering(times.nanos(), then);
    try {
      return function.invoke(
          new FunctionCall(
              event.write(exchange, identity, arn),
              InvocationType.REQUEST_RESPONSE,
              exchange.requestId(),
              exchange.trace(),
              rules.patience()),
          LambdaFunction.Role.AUTHORIZER,
          exchange,
          receiver);
    } catch (RuntimeException e) {
      // Others may wait for this call: they are not to wait in vain.
      LOG.error("request {} failed by a bug of the gateway", exchange.requestId(), e);
      receiver.wrong("a bug: " + e);
      return () -> {};
    }
  }

  private Refusal refuse(Exchange exchange, long start, Refusal refusal) {
    report(exchange, start, CallResult.NOTHING, refusal);
    return refusal;
  }

  private void report(Exchange exchange, long start, CallResult result, @Nullable Refusal refusal) {
    int status = 200;
    if (refusal instanceof Refusal.GatewayResponse gateway) {
      status = gateway.status();
    }
    exchange.authorizerReport(
        new AuthorizerReport(
            status,
            times.nanos() - start,
            result.nanos(),
            result.status(),
            result.requestId(),
            refusal == null ? null : refusal.reason()));
  }

  /** One request under way. */
  private final class Request implements AuthorizerCall.Reading {

    private final Exchange exchange;
    private final long start;
    private final String arn;
    private final @Nullable CacheKey key;

    Request(Exchange exchange, long start, String arn, @Nullable CacheKey key) {
      this.exchange = exchange;
      this.start = start;
      this.arn = arn;
      this.key = key;
    }

    AuthorizerCall call() {
      long patience = rules.patience().toNanos();
      CallResult timeout =
          new CallResult(
              new AuthorizerOutput.Unusable(
                  Cause.FAILED,
                  "the authorizer's function did not answer in "
                      + rules.patience().toMillis()
                      + " ms"),
              patience,
              0,
              null);
      return new AuthorizerCall(exchange, patience, timeout, this);
    }

    @Override
    public Verdict read(CallResult result) {
      Verdict verdict =
          switch (result.output()) {
            case AuthorizerOutput.Usable usable -> decide(usable.consent());
            case AuthorizerOutput.Unauthorized unauthorized ->
                AuthorizerRefusals.unauthorized("the authorizer's function says `Unauthorized`");
            case AuthorizerOutput.Unusable unusable -> withoutAnswer(unusable);
          };
      report(exchange, start, result, verdict instanceof Refusal refusal ? refusal : null);
      return verdict;
    }

    private Verdict decide(Consent consent) {
      // Before the decision: words for refused callers may use what the function said of them.
      exchange.identity(consent.identity());
      Denial denial = consent.denial(exchange, arn);
      return denial == null ? Verdict.PASS : AuthorizerRefusals.denied(denial);
    }

    private Verdict withoutAnswer(AuthorizerOutput.Unusable unusable) {
      boolean failed = unusable.cause() == Cause.FAILED;
      Consent before = failed && key != null ? cache.standIn(key) : null;
      return before != null ? decide(before) : AuthorizerRefusals.unusable(unusable.reason());
    }
  }

  /** What the function answers to. */
  private final class Answering implements LambdaFunction.Receiver {

    private final long start;
    private final Consumer<CallResult> then;

    Answering(long start, Consumer<CallResult> then) {
      this.start = start;
      this.then = then;
    }

    @Override
    public void returned(FunctionResult result) {
      then.accept(
          new CallResult(read(result), times.nanos() - start, result.status(), result.requestId()));
    }

    @Override
    public void failed(FunctionFailure failure) {
      finish(cause(failure.kind()), failure.reason());
    }

    /** Whatever happens, those who wait hear of it. */
    private AuthorizerOutput read(FunctionResult result) {
      try {
        return outputs.read(result);
      } catch (RuntimeException e) {
        LOG.error("what function call {} returned met a bug", result.requestId(), e);
        return new AuthorizerOutput.Unusable(Cause.WRONG, "a bug: " + e);
      }
    }

    void wrong(String reason) {
      finish(Cause.WRONG, reason);
    }

    private void finish(Cause cause, String reason) {
      then.accept(
          new CallResult(
              new AuthorizerOutput.Unusable(cause, reason), times.nanos() - start, 0, null));
    }

    /** Only what passes by itself lets an older answer stand in: not a permission taken away. */
    private static Cause cause(FunctionFailure.Kind kind) {
      return switch (kind) {
        case THROTTLED, TIMEOUT, UNREACHABLE -> Cause.FAILED;
        case NOT_FOUND, NOT_PERMITTED, TOO_LARGE, RESPONSE_TOO_LARGE -> Cause.WRONG;
      };
    }
  }
}
