package io.sallyport.core.compile;

import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Request;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.Ending;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.ExchangeRecord;
import io.sallyport.core.pipeline.FakeCaller;
import io.sallyport.core.pipeline.FakeFunctions;
import io.sallyport.core.pipeline.FakeTimes;
import io.sallyport.core.pipeline.FakeUpstream;
import io.sallyport.core.pipeline.Ids;
import io.sallyport.core.pipeline.Pipeline;
import io.sallyport.core.pipeline.Route;
import io.sallyport.core.pipeline.Step;
import io.sallyport.core.pipeline.WebSocket;
import io.sallyport.core.snapshot.GatewaySnapshot;
import io.sallyport.core.token.Issuers;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** APIs that run in memory: requests in, responses and records out, no sockets. */
final class Running {

  static final long LIMIT = 10_485_760;

  final FakeUpstream upstream = new FakeUpstream();
  final FakeFunctions functions = new FakeFunctions();
  final FakeTimes times = new FakeTimes();
  final List<ExchangeRecord> records = new ArrayList<>();
  InetSocketAddress source = new InetSocketAddress("198.51.100.7", 4711);
  final GatewaySnapshot snapshot;
  final Pipeline pipeline;

  Running(Definitions... definitions) {
    this(Map.of(), definitions);
  }

  Running(Map<String, String> endpoints, Definitions... definitions) {
    this(new Problems(Set.of()), endpoints, definitions);
  }

  Running(WebSocket webSocket, Definitions... definitions) {
    this(new Problems(Set.of()), Map.of(), webSocket, definitions);
  }

  Running(Problems problems, Map<String, String> endpoints, Definitions... definitions) {
    this(problems, endpoints, WebSocket.REFUSED, definitions);
  }

  private Running(
      Problems problems,
      Map<String, String> endpoints,
      WebSocket webSocket,
      Definitions... definitions) {
    List<ApiDefinition> apis = List.of(definitions).stream().map(Definitions::build).toList();
    snapshot =
        new Compiler(new Services(upstream, functions, new Issuers()), endpoints, LIMIT, webSocket)
            .compile(apis, null, problems)
            .orElseThrow(() -> new AssertionError(problems.found().toString()));
    pipeline = pipeline();
  }

  /** A snapshot that was compiled elsewhere. */
  Running(GatewaySnapshot snapshot) {
    this.snapshot = snapshot;
    this.pipeline = pipeline();
  }

  /** The problems of definitions that are refused. */
  static List<Problem> problems(Definitions... definitions) {
    Problems problems = new Problems(Set.of());
    List<ApiDefinition> apis = List.of(definitions).stream().map(Definitions::build).toList();
    new Compiler(Services.of(new FakeUpstream()), Map.of(), LIMIT, WebSocket.REFUSED)
        .compile(apis, null, problems);
    return problems.found();
  }

  Sent get(String target, String... headers) {
    return send("GET", target, Body.EMPTY, headers);
  }

  Sent post(String target, String body, String... headers) {
    return send("POST", target, Bytes.utf8(body), headers);
  }

  Sent send(String method, String target, Body body, String... headers) {
    return sendTo("a1b2c3d4e5.execute-api.us-east-1.amazonaws.com", method, target, body, headers);
  }

  Sent sendTo(String host, String method, String target, Body body, String... headers) {
    int mark = target.indexOf('?');
    Request request =
        new Request(
            method,
            mark < 0 ? target : target.substring(0, mark),
            mark < 0 ? null : target.substring(mark + 1),
            host,
            HeaderList.of(headers),
            body,
            source,
            true);
    FakeCaller caller = new FakeCaller();
    if (request.headers().first(KnownHeader.UPGRADE) != null) {
      caller.askToSwitch();
    }
    Exchange exchange = new Exchange(request, caller, new Ids(new Random(1)), times);
    pipeline.begin(exchange);
    return new Sent(exchange, caller);
  }

  /** An exchange that a step refused after selection. */
  record Refused(Exchange exchange) {}

  Refused refuse(Exchange exchange, Refusal refusal) {
    Pipeline refusing =
        new Pipeline(
            () -> selecting -> withStep(snapshot.select(selecting), refusal),
            records::add,
            Runnable::run,
            new BodyBudget(1),
            times,
            LIMIT);
    refusing.begin(exchange);
    return new Refused(exchange);
  }

  private Pipeline pipeline() {
    return new Pipeline(
        () -> snapshot, records::add, Runnable::run, new BodyBudget(1 << 20), times, LIMIT);
  }

  private static Route withStep(Route route, Refusal refusal) {
    return new Route(
        route.stage(),
        route.key(),
        route.resourcePath(),
        route.resourceId(),
        route.operationName(),
        route.parameters(),
        List.of((Step.Check) exchange -> refusal),
        route.integration(),
        route.mappings(),
        route.matched());
  }

  /** A request on its way. */
  final class Sent {
    final Exchange exchange;
    final FakeCaller caller;

    Sent(Exchange exchange, FakeCaller caller) {
      this.exchange = exchange;
      this.caller = caller;
    }

    int status() {
      return response().status();
    }

    String body() {
      return ((Bytes) response().body()).text();
    }

    /** The last value of a header as the caller gets it, or null. */
    @Nullable String header(String name) {
      String found = null;
      for (String line : headers()) {
        int colon = line.indexOf(':');
        if (line.substring(0, colon).equalsIgnoreCase(name)) {
          found = line.substring(colon + 2);
        }
      }
      return found;
    }

    List<String> headers() {
      Response response = response();
      return FakeUpstream.Wire.headers(response.headers(), response.rules(), response.edits());
    }

    ExchangeRecord end() {
      pipeline.end(exchange, Ending.ANSWERED, response().body().length());
      return records.getLast();
    }

    Response response() {
      Response response = caller.answer();
      if (response == null) {
        throw new AssertionError("no answer yet");
      }
      return response;
    }
  }
}
