package io.sallyport.core.executionlog;

import io.sallyport.core.logline.LogLine;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Request;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.DeclaredAuthorizer;
import io.sallyport.core.pipeline.Ending;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.ExchangeRecord;
import io.sallyport.core.pipeline.Functions;
import io.sallyport.core.pipeline.Route;
import io.sallyport.core.pipeline.Times;
import io.sallyport.core.pipeline.Upstream;

/**
 * Logs what happens to the requests of REST APIs that a method matches, as it happens. See the API
 * Gateway guide, "Set up CloudWatch logging for REST APIs". Whatever AWS's words are not recorded
 * for begins with words of its own; {@code docs/fidelity.md} lists them.
 */
public final class ExecutionLog {

  /** What AWS says of a function that fails, without more words before it. */
  private static final String FUNCTION_FAILED = "Lambda execution failed with status ";

  private final Lines lines;
  private final Times times;
  private final Events[] events;
  private volatile ExecutionLogSettings settings;

  /** Takes lines that belong together, on the loop they come from. */
  @FunctionalInterface
  public interface Lines {
    void append(int loop, byte[] lines, int length);
  }

  /**
   * @param loops the number of event loops
   */
  public ExecutionLog(ExecutionLogSettings settings, Lines lines, Times times, int loops) {
    this.settings = settings;
    this.lines = lines;
    this.times = times;
    this.events = new Events[loops];
    for (int i = 0; i < loops; i++) {
      events[i] = new Events();
    }
  }

  /** What is logged from now on. */
  public void settings(ExecutionLogSettings later) {
    settings = later;
  }

  /**
   * An upstream that logs what goes to endpoints and what comes back.
   *
   * @param budget what all held bodies together may use: with data trace short bodies are held
   */
  public Upstream watching(Upstream upstream, BodyBudget budget) {
    return new WatchedUpstream(this, upstream, budget);
  }

  /** Functions that log what they are asked and what they say. */
  public Functions watching(Functions functions) {
    return name -> functions.find(name).map(function -> new WatchedFunction(this, function, name));
  }

  /** The route is selected, nothing of it has run. */
  public void selected(Exchange exchange) {
    ExecutionLogSettings now = settings;
    if (!now.logsAll() || !logs(exchange)) {
      return;
    }
    Events out = start(exchange, now);
    out.event("Extended Request Id: " + exchange.extendedRequestId());
    DeclaredAuthorizer authorizer = DeclaredAuthorizer.of(exchange.route());
    if (authorizer == null) {
      begins(exchange, now, out);
    } else {
      AuthorizerEvents.begins(authorizer, exchange, out);
    }
    append(exchange, out);
  }

  /** The authorizer has let the request pass. */
  public void identified(Exchange exchange) {
    ExecutionLogSettings now = settings;
    if (!now.logsAll() || !logs(exchange)) {
      return;
    }
    Events out = start(exchange, now);
    AuthorizerEvents.completed(exchange, out);
    begins(exchange, now, out);
    append(exchange, out);
  }

  private static void begins(Exchange exchange, ExecutionLogSettings now, Events out) {
    Request request = exchange.request();
    out.event("Starting execution for request: " + exchange.requestId());
    String path = request.path().substring(exchange.pathOffset());
    out.event(
        "HTTP Method: " + request.method() + ", Resource Path: ", path.isEmpty() ? "/" : path);
    if (now.logsData()) {
      Route route = exchange.route();
      out.path("Method request path: ", exchange, route.parameters());
      out.query("Method request query string: ", request.query());
      out.headers("Method request headers: ", request.headers());
    }
  }

  /** The response is about to go to the caller. */
  public void answered(Exchange exchange, Response response) {
    ExecutionLogSettings now = settings;
    Refusal refusal = exchange.refusal();
    if (!logs(exchange) || (refusal == null && !now.logsAll())) {
      return;
    }
    Events out = start(exchange, now);
    if (refusal != null) {
      failed(exchange, refusal, response.status(), now, out);
    }
    if (now.logsData()) {
      String coding = Fields.contentEncoding(response);
      out.body("Method response body after transformations: ", response.body(), coding);
      out.fields(
          "Method response headers: ",
          null,
          response.headers(),
          response.rules(),
          response.edits());
    }
    if (refusal == null) {
      out.event("Successfully completed execution");
    }
    out.event("Method completed with status: " + response.status());
    append(exchange, out);
  }

  /** The exchange is over; says only what is not known from {@link #answered}. */
  public void ended(ExchangeRecord record) {
    Exchange exchange = record.exchange();
    ExecutionLogSettings now = settings;
    if (record.ending() == Ending.ANSWERED || !logs(exchange)) {
      return;
    }
    switch (record.ending()) {
      case ANSWERED -> {}
      case CALLER_GONE -> {
        if (now.logsAll()) {
          append(exchange, start(exchange, now).event("Execution ended: the caller went away"));
        }
      }
      case INTEGRATION_BROKE ->
          append(
              exchange,
              start(exchange, now)
                  .event("Execution failed: the endpoint broke off in the middle of its body"));
    }
  }

  long nanos() {
    return times.nanos();
  }

  ExecutionLogSettings settings() {
    return settings;
  }

  /** Whether there is a log of the exchange: HTTP APIs have none, nor has what matches nothing. */
  boolean logs(Exchange exchange) {
    return exchange.hasRoute()
        && exchange.route().matched()
        && exchange.route().stage().type() == ApiType.REST;
  }

  /** Begins with events of {@code exchange}; called on its loop. */
  Events start(Exchange exchange, ExecutionLogSettings now) {
    return events[exchange.caller().loop()].start(exchange, times.millis(), now.masking());
  }

  void append(Exchange exchange, Events out) {
    LogLine written = out.lines();
    lines.append(exchange.caller().loop(), written.bytes(), written.length());
  }

  private static void failed(
      Exchange exchange, Refusal refusal, int status, ExecutionLogSettings now, Events out) {
    switch (refusal) {
      case Refusal.GatewayResponse gateway -> {
        if (AuthorizerEvents.tell(gateway.type())) {
          AuthorizerEvents.refused(exchange, gateway, now, out);
        } else if (gateway.type() == GatewayResponseType.API_CONFIGURATION_ERROR) {
          out.event("Execution failed due to configuration error: ", gateway.reason());
        } else if (gateway.type() == GatewayResponseType.INTEGRATION_TIMEOUT) {
          out.event("Execution failed due to a timeout error");
        } else if (gateway.reason().startsWith(FUNCTION_FAILED)) {
          out.event("", gateway.reason());
        } else {
          out.event("Execution failed: ", gateway.reason());
        }
        out.event("Gateway response type: " + gateway.type() + " with status code: " + status);
      }
      case Refusal.Custom custom -> out.event("Execution failed: ", custom.reason());
      case Refusal.Protocol protocol -> out.event("Execution failed: ", protocol.reason());
    }
  }
}
