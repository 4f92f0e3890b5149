package io.sallyport.core.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.IntegrationDefinition.PassthroughBehavior;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.executionlog.ExecutionLog;
import io.sallyport.core.executionlog.ExecutionLogSettings;
import io.sallyport.core.executionlog.ExecutionLogSettings.DataTrace;
import io.sallyport.core.executionlog.ExecutionLogSettings.Level;
import io.sallyport.core.executionlog.Masking;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Request;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.Ending;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.ExchangeRecord;
import io.sallyport.core.pipeline.FakeCaller;
import io.sallyport.core.pipeline.FakeTimes;
import io.sallyport.core.pipeline.FakeUpstream;
import io.sallyport.core.pipeline.Ids;
import io.sallyport.core.pipeline.Pipeline;
import io.sallyport.core.pipeline.Recorder;
import io.sallyport.core.pipeline.UpstreamFailure;
import io.sallyport.core.pipeline.WebSocket;
import io.sallyport.core.snapshot.GatewaySnapshot;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** API Gateway guide: "Set up CloudWatch logging for REST APIs"; the words of recorded logs. */
class ExecutionLogTest {

  private static final ExecutionLogSettings INFO =
      new ExecutionLogSettings(Level.INFO, DataTrace.OFF, Masking.WHOLE);
  private static final ExecutionLogSettings ERROR =
      new ExecutionLogSettings(Level.ERROR, DataTrace.OFF, Masking.WHOLE);
  private static final ExecutionLogSettings DATA =
      new ExecutionLogSettings(Level.INFO, DataTrace.ON, Masking.WHOLE);

  private final List<String> lines = new ArrayList<>();
  private final FakeUpstream upstream = new FakeUpstream();
  private final FakeTimes times = new FakeTimes();
  private final ExecutionLog log = new ExecutionLog(INFO, this::append, times, 1);

  @Test
  void tellsTheLifeOfARequestInAwsWords() {
    upstream.does(receiver -> {
      times.passMillis(45);
      FakeUpstream.respond(receiver, 200, "ok");
    });
    Exchange exchange = get(proxy(), "/prod/pets/1?q=koa");

    assertThat(events(exchange))
        .containsExactly(
            "Extended Request Id: " + exchange.extendedRequestId(),
            "Starting execution for request: " + exchange.requestId(),
            "HTTP Method: GET, Resource Path: /pets/1",
            "Received response. Status: 200, Integration latency: 45 ms",
            "Successfully completed execution",
            "Method completed with status: 200");
    assertThat(lines.getFirst()).startsWith("2026-01-09T10:11:12.000Z (" + exchange.requestId());
    assertThat(lines.getLast()).startsWith("2026-01-09T10:11:12.045Z (");
  }

  @Test
  void tracesDataInAwsOrder() {
    log.settings(DATA);
    upstream.answers(201, "{\"a\":1}", "Content-Type", "application/json");
    Exchange exchange =
        send(
            proxy(),
            "POST",
            "/prod/pets/1?q=koa&q=2&e",
            Bytes.utf8("hello\nworld"),
            "Accept",
            "*/*");

    assertThat(events(exchange))
        .containsSubsequence(
            "HTTP Method: POST, Resource Path: /pets/1",
            "Method request path: {id=1}",
            "Method request query string: {q=koa, q=2, e=}",
            "Method request headers: {Accept=*/*}",
            "Method request body before transformations: hello\\u000aworld",
            "Endpoint request URI: https://b.test/pets/1?q=koa&q=2&e",
            "Endpoint request body after transformations: hello\\u000aworld",
            "Sending request to https://b.test/pets/1?q=koa&q=2&e",
            "Received response. Status: 201, Integration latency: 0 ms",
            "Endpoint response headers: {Content-Type=application/json}",
            "Endpoint response body before transformations: {\"a\":1}",
            "Method response body after transformations: {\"a\":1}",
            "Successfully completed execution",
            "Method completed with status: 201");
    assertThat(event(exchange, "Endpoint request headers: "))
        .contains("{Host=b.test, Accept=*/*, ", "X-Amzn-Apigateway-Api-Id=a1b2c3d4e5");
    assertThat(event(exchange, "Method response headers: "))
        .contains("Content-Type=application/json", "x-amzn-RequestId=" + exchange.requestId());
  }

  @Test
  void masksSecretsWholeAndEverywhere() {
    log.settings(DATA);
    upstream.answers(200, "ok", "Set-Cookie", "s=hunter2", "X-Plain", "seen");
    get(
        proxy(),
        "/prod/pets/1?X-Amz-Signature=hunter2&x=1&%61ccess_token=hunter2",
        "authorization",
        "Bearer hunter2",
        "Cookie",
        "s=hunter2",
        "X-API-Key",
        "hunter2",
        "X-Amz-Security-Token",
        "hunter2");

    assertThat(lines).noneMatch(line -> line.contains("hunter2"));
    assertThat(lines)
        .anyMatch(line -> line.contains("?X-Amz-Signature=********&x=1&%61ccess_token=********"))
        .anyMatch(line -> line.contains("{X-Amz-Signature=********, x=1, access_token=********}"))
        .anyMatch(line -> line.contains("Set-Cookie=********, X-Plain=seen"));
  }

  @Test
  void leavesTheLastSixWhereAskedToAsAwsDoes() {
    log.settings(new ExecutionLogSettings(Level.INFO, DataTrace.ON, Masking.LAST_SIX));
    Exchange exchange =
        get(proxy(), "/prod/pets/1", "x-api-key", "abcdefghij0123456789", "Cookie", "short");

    assertThat(event(exchange, "Method request headers: "))
        .endsWith("{x-api-key=**************456789, Cookie=*****}");
  }

  @Test
  void cutsAnEventAt1024Bytes() {
    log.settings(DATA);
    Exchange exchange =
        send(
            proxy(),
            "POST",
            "/prod/pets/1",
            Bytes.utf8("é".repeat(2000)),
            "X-Long",
            "x".repeat(9000));

    for (String line : lines) {
      String event = line.substring(25);
      assertThat(event.replace(" [TRUNCATED]", "").getBytes(StandardCharsets.UTF_8).length)
          .isLessThanOrEqualTo(1024);
    }
    assertThat(event(exchange, "Method request headers: ")).endsWith("xxx [TRUNCATED]");
    assertThat(event(exchange, "Method request body before transformations: "))
        .endsWith("ééé [TRUNCATED]");
  }

  @Test
  void letsNoCallerForgeAnEvent() {
    log.settings(DATA);
    get(proxy(), "/prod/pets/1?q=a%0A(id)%20Successfully", "X-A", "b\u2028(id) Method completed");

    assertThat(lines).allMatch(line -> line.lines().count() == 1);
    assertThat(lines)
        .anyMatch(line -> line.contains("{q=a\\u000a(id) Successfully}"))
        .anyMatch(line -> line.contains("X-A=b\\u2028(id) Method completed"));
  }

  @Test
  void logsAtLevelErrorOnlyWhatTheGatewayFails() {
    log.settings(ERROR);
    get(proxy(), "/prod/pets/1");
    assertThat(lines).isEmpty();

    upstream.does(receiver ->
        receiver.failed(new UpstreamFailure(UpstreamFailure.Kind.UNREACHABLE, "nothing listens")));
    Exchange failed = get(proxy(), "/prod/pets/1");
    assertThat(events(failed))
        .containsExactly(
            "Execution failed: nothing listens",
            "Gateway response type: INTEGRATION_FAILURE with status code: 504",
            "Method completed with status: 504");
  }

  @Test
  void saysATimeoutInAwsWords() {
    upstream.silent();
    Sent sent = begin(proxy(), "GET", "/prod/pets/1", Body.EMPTY);
    sent.pipeline().expire(sent.exchange());

    assertThat(events(sent.exchange()))
        .endsWith(
            "Execution failed due to a timeout error",
            "Gateway response type: INTEGRATION_TIMEOUT with status code: 504",
            "Method completed with status: 504");
  }

  @Test
  void saysAConfigurationErrorInAwsWords() {
    Exchange exchange =
        get(
            Definitions.rest()
                .route("GET /x", Definitions.mock("{}", Definitions.reply("", 200, Map.of()))),
            "/prod/x");

    assertThat(events(exchange))
        .anyMatch(event -> event.startsWith("Execution failed due to configuration error: "))
        .endsWith(
            "Gateway response type: API_CONFIGURATION_ERROR with status code: 500",
            "Method completed with status: 500");
  }

  @Test
  void logsARefusedUpload() {
    upstream.does(receiver ->
        receiver.refused(new Refusal.Protocol(413, Fault.CALLER, "the body is too long")));
    Exchange exchange = get(proxy(), "/prod/pets/1");

    assertThat(events(exchange))
        .endsWith("Execution failed: the body is too long", "Method completed with status: 413");
  }

  @Test
  void hasNoLogOfHttpApisAndOfWhatMatchesNothing() {
    log.settings(DATA);
    get(Definitions.http().route("GET /x", Definitions.proxy("http://b.test/")), "/x");
    get(proxy(), "/prod/none");

    assertThat(lines).isEmpty();
    assertThat(upstream.requests()).hasSize(1);
  }

  @Test
  void holdsAShortStreamedBodyToTraceItAndNoOther() {
    log.settings(DATA);
    Stream brief = new Stream("short", 5);
    Exchange exchange = send(proxy(), "POST", "/prod/pets/1", brief);
    assertThat(event(exchange, "Endpoint request body after")).endsWith(": short");
    assertThat(upstream.request().body()).isInstanceOf(Bytes.class);

    Stream unknown = new Stream("unknown", -1);
    exchange = send(proxy(), "POST", "/prod/pets/1", unknown);
    assertThat(event(exchange, "Endpoint request body after"))
        .endsWith(": (not logged: of unknown length)");
    assertThat(upstream.request().body()).isSameAs(unknown);

    Stream big = new Stream("big", 65_537);
    exchange = send(proxy(), "POST", "/prod/pets/1", big);
    assertThat(event(exchange, "Endpoint request body after"))
        .endsWith(": (not logged: 65537 bytes)");
    assertThat(upstream.request().body()).isSameAs(big);
  }

  @Test
  void refusesWhereTheHeldBodyIsRefused() {
    log.settings(DATA);
    Stream refused = new Stream(null, 5);
    Exchange exchange = send(proxy(), "POST", "/prod/pets/1", refused);

    assertThat(exchange.status()).isEqualTo(503);
    assertThat(refused.discarded).isTrue();
    assertThat(upstream.requests()).isEmpty();
  }

  @Test
  void showsNoBinaryAndNoEncodedBody() {
    log.settings(DATA);
    byte[] binary = {(byte) 0xC3, (byte) 0x28, 1};
    upstream.does(receiver -> receiver.answered(200, HeaderList.EMPTY, new Bytes(binary)));
    Exchange exchange = get(proxy(), "/prod/pets/1");
    assertThat(event(exchange, "Endpoint response body"))
        .endsWith(": (3 bytes that are no plain text)");

    upstream.answers(200, "zip", "Content-Encoding", "gzip");
    exchange = get(proxy(), "/prod/pets/1");
    assertThat(event(exchange, "Endpoint response body"))
        .endsWith(": (3 bytes that are no plain text)");
  }

  @Test
  void leavesHeadAnswersAsTheyAre() {
    log.settings(DATA);
    Stream never = new Stream(null, 5);
    upstream.does(receiver -> receiver.answered(200, HeaderList.EMPTY, never));
    Sent sent = begin(proxy(), "HEAD", "/prod/pets/1", Body.EMPTY);

    assertThat(Objects.requireNonNull(sent.caller().answer()).body()).isSameAs(never);
  }

  @Test
  void stopsTheCallThatItWatches() {
    log.settings(DATA);
    upstream.silent();
    Sent sent = begin(proxy(), "GET", "/prod/pets/1", Body.EMPTY);
    sent.pipeline().end(sent.exchange(), Ending.CALLER_GONE, 0);

    assertThat(upstream.stopped()).isEqualTo(1);
    assertThat(events(sent.exchange())).last().isEqualTo("Execution ended: the caller went away");
  }

  @Test
  void saysThatAnEndpointBrokeOff() {
    log.settings(ERROR);
    Sent sent = begin(proxy(), "GET", "/prod/pets/1", Body.EMPTY);
    sent.pipeline().end(sent.exchange(), Ending.INTEGRATION_BROKE, 1);

    assertThat(events(sent.exchange()))
        .containsExactly("Execution failed: the endpoint broke off in the middle of its body");
  }

  @Test
  void tellsATemplatesBodyFromTheCallers() {
    log.settings(DATA);
    Definitions custom =
        Definitions.rest()
            .route(
                "POST /x",
                Definitions.custom(
                    "https://b.test/x",
                    Map.of(),
                    PassthroughBehavior.WHEN_NO_MATCH,
                    Definitions.texts("application/json", "made by template"),
                    Definitions.reply("", 200, Map.of())));
    Exchange exchange = send(custom, "POST", "/prod/x", Bytes.utf8("by the caller"));

    assertThat(event(exchange, "Method request body")).endsWith(": by the caller");
    assertThat(event(exchange, "Endpoint request body")).endsWith(": made by template");
  }

  private static Definitions proxy() {
    return Definitions.rest()
        .route(
            "ANY /pets/{id}",
            Definitions.proxy(
                "https://b.test/pets/{id}",
                "ANY",
                Map.of("integration.request.path.id", "method.request.path.id")));
  }

  private Exchange get(Definitions api, String target, String... headers) {
    return send(api, "GET", target, Body.EMPTY, headers);
  }

  private Exchange send(
      Definitions api, String method, String target, Body body, String... headers) {
    Sent sent = begin(api, method, target, body, headers);
    assertThat(sent.caller().answers()).hasSize(1);
    sent.pipeline().end(sent.exchange(), Ending.ANSWERED, 1);
    return sent.exchange();
  }

  private record Sent(Exchange exchange, FakeCaller caller, Pipeline pipeline) {}

  private Sent begin(Definitions api, String method, String target, Body body, String... headers) {
    BodyBudget budget = new BodyBudget(1 << 20);
    Problems problems = new Problems(Set.of());
    GatewaySnapshot snapshot =
        new Compiler(
                Services.of(log.watching(upstream, budget)), Map.of(), 1 << 20, WebSocket.REFUSED)
            .compile(List.of(api.build()), null, problems)
            .orElseThrow(() -> new AssertionError(problems.found().toString()));
    Pipeline pipeline =
        new Pipeline(() -> snapshot, new Logging(), Runnable::run, budget, times, 1 << 20);
    int mark = target.indexOf('?');
    CRC32 seed = new CRC32();
    seed.update(target.getBytes(StandardCharsets.UTF_8));
    Request request =
        new Request(
            method,
            mark < 0 ? target : target.substring(0, mark),
            mark < 0 ? null : target.substring(mark + 1),
            "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com",
            HeaderList.of(headers),
            body,
            new InetSocketAddress("198.51.100.7", 4711),
            true);
    FakeCaller caller = new FakeCaller();
    Ids ids = new Ids(new Random(seed.getValue() + lines.size()));
    Exchange exchange = new Exchange(request, caller, ids, times);
    pipeline.begin(exchange);
    return new Sent(exchange, caller, pipeline);
  }

  private List<String> events(Exchange exchange) {
    String id = "(" + exchange.requestId() + ") ";
    return lines.stream()
        .filter(line -> line.substring(25).startsWith(id))
        .map(line -> line.substring(25 + id.length()))
        .toList();
  }

  private String event(Exchange exchange, String start) {
    return events(exchange).stream()
        .filter(event -> event.startsWith(start))
        .reduce((a, b) -> b)
        .orElseThrow(() -> new AssertionError(lines.toString()));
  }

  private void append(int loop, byte[] bytes, int length) {
    String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
    assertThat(text).endsWith("\n");
    lines.addAll(List.of(text.substring(0, text.length() - 1).split("\n", -1)));
  }

  /** Hands everything to the log, as a gateway does. */
  private final class Logging implements Recorder {
    @Override
    public void selected(Exchange exchange) {
      log.selected(exchange);
    }

    @Override
    public void answered(Exchange exchange, Response response) {
      log.answered(exchange, response);
    }

    @Override
    public void record(ExchangeRecord record) {
      log.ended(record);
    }
  }

  /** A body that streams; one without text is refused where it is held. */
  private static final class Stream implements Body {
    private final @Nullable String text;
    private final long length;
    private boolean discarded;

    Stream(@Nullable String text, long length) {
      this.text = text;
      this.length = length;
    }

    @Override
    public long length() {
      return length;
    }

    @Override
    public void hold(int limit, BodyBudget budget, Holder holder) {
      if (text == null) {
        holder.refused(new Refusal.Protocol(503, Fault.GATEWAY, "no memory"));
      } else {
        holder.held(Bytes.utf8(text));
      }
    }

    @Override
    public void discard() {
      discarded = true;
    }
  }
}
