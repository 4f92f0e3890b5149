package io.sallyport.core.compile;

import io.sallyport.core.executionlog.ExecutionLog;
import io.sallyport.core.executionlog.ExecutionLogSettings;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Request;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.Ending;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.ExchangeRecord;
import io.sallyport.core.pipeline.FakeCaller;
import io.sallyport.core.pipeline.FakeTimes;
import io.sallyport.core.pipeline.Ids;
import io.sallyport.core.pipeline.Pipeline;
import io.sallyport.core.pipeline.Recorder;
import io.sallyport.core.snapshot.GatewaySnapshot;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** An execution log in memory, and requests that it tells of. */
final class Logged {

  private static final int TIME = "2026-01-09T10:11:12.000Z ".length();

  final FakeTimes times = new FakeTimes();
  final ExecutionLog log;
  private final List<String> lines = new ArrayList<>();
  private final Ids ids = new Ids(new Random(1));

  Logged(ExecutionLogSettings settings) {
    log = new ExecutionLog(settings, this::append, times, 1);
  }

  /** A request on its way, and what is said of it. */
  record Sent(Exchange exchange, FakeCaller caller, Pipeline pipeline, Logged logged) {

    List<String> events() {
      String id = "(" + exchange.requestId() + ") ";
      return logged.lines.stream()
          .filter(line -> line.startsWith(id, TIME))
          .map(line -> line.substring(TIME + id.length()))
          .toList();
    }

    /** The rest of the one event that begins with {@code words}. */
    String event(String words) {
      List<String> found = events().stream().filter(event -> event.startsWith(words)).toList();
      if (found.size() != 1) {
        throw new AssertionError(words + " in " + events());
      }
      return found.getFirst().substring(words.length());
    }

    Sent end() {
      pipeline.end(exchange, Ending.ANSWERED, 0);
      return this;
    }
  }

  /** Sends a request that is over when it is answered at once. */
  Sent get(GatewaySnapshot snapshot, String target, String... headers) {
    return begin(snapshot, "GET", target, Body.EMPTY, headers).end();
  }

  Sent post(GatewaySnapshot snapshot, String target, String body, String... headers) {
    return begin(snapshot, "POST", target, Bytes.utf8(body), headers).end();
  }

  Sent begin(GatewaySnapshot snapshot, String method, String target, Body body, String... headers) {
    Pipeline pipeline =
        new Pipeline(
            () -> snapshot,
            new Logging(log),
            Runnable::run,
            new BodyBudget(1 << 20),
            times,
            Running.LIMIT);
    int mark = target.indexOf('?');
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
    Exchange exchange = new Exchange(request, caller, ids, times);
    pipeline.begin(exchange);
    return new Sent(exchange, caller, pipeline, this);
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  private void append(int loop, byte[] bytes, int length) {
    String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
    lines.addAll(List.of(text.substring(0, text.length() - 1).split("\n", -1)));
  }

  /** Hands everything to the log, as a gateway does. */
  private record Logging(ExecutionLog log) implements Recorder {
    @Override
    public void selected(Exchange exchange) {
      log.selected(exchange);
    }

    @Override
    public void identified(Exchange exchange) {
      log.identified(exchange);
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
}
