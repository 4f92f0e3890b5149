package io.sallyport.core.event;

import io.sallyport.core.message.Answer;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Now;
import io.sallyport.core.message.Outcome;
import io.sallyport.core.message.Request;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.AuthorizerReport;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.FakeCaller;
import io.sallyport.core.pipeline.FakeTimes;
import io.sallyport.core.pipeline.Identity;
import io.sallyport.core.pipeline.Ids;
import io.sallyport.core.pipeline.Integration;
import io.sallyport.core.pipeline.Pipeline;
import io.sallyport.core.pipeline.Route;
import io.sallyport.core.pipeline.Stage;
import io.sallyport.core.snapshot.HttpWording;
import io.sallyport.core.snapshot.Router;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A request that reached its route, and the event that is made of it. */
final class Asked {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final ApiType type;
  private final String stage;
  private final String key;
  private Map<String, String> variables = Map.of();
  private String operation = "";
  private String method = "GET";
  private String path = "/";
  private @Nullable String query;
  private HeaderList headers = HeaderList.EMPTY;
  private Body body = Body.EMPTY;
  private boolean secure = true;
  private @Nullable Identity identity;
  private @Nullable AuthorizerReport report;

  private Asked(ApiType type, String stage, String key) {
    this.type = type;
    this.stage = stage;
    this.key = key;
  }

  /** Of a REST API; {@code key} is like {@code GET /pets/{id}}. */
  static Asked rest(String key) {
    return new Asked(ApiType.REST, "prod", key);
  }

  static Asked http(String stage, String key) {
    return new Asked(ApiType.HTTP, stage, key);
  }

  Asked variables(Map<String, String> values) {
    variables = values;
    return this;
  }

  Asked operation(String name) {
    operation = name;
    return this;
  }

  Asked target(String sentMethod, String target, String... namesAndValues) {
    int mark = target.indexOf('?');
    method = sentMethod;
    path = mark < 0 ? target : target.substring(0, mark);
    query = mark < 0 ? null : target.substring(mark + 1);
    headers = HeaderList.of(namesAndValues);
    return this;
  }

  Asked body(byte[] bytes) {
    body = new Bytes(bytes);
    return this;
  }

  Asked body(String text) {
    body = Bytes.utf8(text);
    return this;
  }

  Asked plain() {
    secure = false;
    return this;
  }

  Asked by(Identity who, @Nullable AuthorizerReport how) {
    identity = who;
    report = how;
    return this;
  }

  JsonNode event(Function<Exchange, Bytes> writer) {
    return MAPPER.readTree(bytes(writer).array());
  }

  Bytes bytes(Function<Exchange, Bytes> writer) {
    Bytes[] written = new Bytes[1];
    Integration integration =
        new Integration() {
          @Override
          public int holds() {
            return 1 << 20;
          }

          @Override
          public Outcome<Answer> integrate(Exchange exchange) {
            if (identity != null) {
              exchange.identity(identity);
            }
            if (report != null) {
              exchange.authorizerReport(report);
            }
            written[0] = writer.apply(exchange);
            return new Now<>(Response.of(200, HeaderList.EMPTY, Body.EMPTY));
          }
        };
    FakeTimes times = new FakeTimes();
    Request request =
        new Request(
            method,
            path,
            query,
            "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com",
            headers,
            body,
            new InetSocketAddress("198.51.100.7", 4711),
            secure);
    new Pipeline(
            () -> exchange -> select(exchange, integration),
            record -> {},
            Runnable::run,
            new BodyBudget(1 << 24),
            times,
            1 << 24)
        .begin(new Exchange(request, new FakeCaller(), new Ids(new Random(1)), times));
    if (written[0] == null) {
      throw new AssertionError("no event was written");
    }
    return written[0];
  }

  private Route select(Exchange exchange, Integration integration) {
    String resource = key.substring(key.indexOf(' ') + 1);
    boolean catchAll = key.equals("$default");
    Route route =
        new Route(
            new Stage(
                "a1b2c3d4e5",
                "pets",
                type,
                stage,
                variables,
                "123456789012",
                "us-east-1",
                "0123456789abcdef",
                new HttpWording()),
            key,
            resource,
            type == ApiType.REST ? "res0000001" : "",
            operation,
            catchAll
                ? List.of()
                : io.sallyport.core.language.PathPattern.parse(resource).variables(),
            List.of(),
            integration,
            List.of(),
            true);
    if (!catchAll) {
      int offset = stage.equals("$default") ? 0 : path.indexOf("/" + stage) + stage.length() + 1;
      exchange.pathOffset(offset);
      Router router =
          Router.builder(type)
              .add(
                  key.substring(0, key.indexOf(' ')),
                  io.sallyport.core.language.PathPattern.parse(resource),
                  route)
              .build();
      if (router.find(method, path, offset, exchange) == null) {
        throw new AssertionError("no route for " + path);
      }
    }
    return route;
  }

  static JsonNode json(String text) {
    return MAPPER.readTree(text);
  }
}
