package io.sallyport.conformance.events;

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
import io.sallyport.core.pipeline.Caller;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Identity;
import io.sallyport.core.pipeline.Ids;
import io.sallyport.core.pipeline.Integration;
import io.sallyport.core.pipeline.Pipeline;
import io.sallyport.core.pipeline.Route;
import io.sallyport.core.pipeline.Stage;
import io.sallyport.core.pipeline.Times;
import io.sallyport.core.snapshot.HttpWording;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The request a sample tells of, on its way to a function that takes its event. */
final class SampleRequest implements Integration {
  private final JsonNode sample;
  private final JsonNode context;
  private final EventKind kind;
  private @Nullable Bytes event;

  SampleRequest(JsonNode sample, EventKind kind) {
    this.sample = sample;
    this.context = sample.path("requestContext");
    this.kind = kind;
  }

  /** The event the product makes of the request. */
  Bytes event() {
    Request request =
        new Request(
            text(sample.path("httpMethod"), text(context.path("http").path("method"), "GET")),
            text(sample.path("rawPath"), text(sample.path("path"), "/")),
            query(),
            text(context.path("domainName"), "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"),
            headers(),
            sample.path("body").isString()
                ? Bytes.utf8(sample.path("body").asString())
                : Body.EMPTY,
            new InetSocketAddress("198.51.100.7", 4711),
            true);
    new Pipeline(
            () -> this::select,
            record -> {},
            Runnable::run,
            new BodyBudget(1 << 20),
            Times.SYSTEM,
            1 << 20)
        .begin(new Exchange(request, new Nobody(), new Ids(), Times.SYSTEM));
    if (event == null) {
      throw new IllegalStateException("the request did not reach its function");
    }
    return event;
  }

  @Override
  public int holds() {
    return 1 << 20;
  }

  @Override
  public Outcome<Answer> integrate(Exchange exchange) {
    Identity identity = identity(context.path("authorizer"));
    if (identity != null) {
      exchange.identity(identity);
      exchange.authorizerReport(new AuthorizerReport(200, 1, 1, 200, "r", null));
    }
    event = kind.write(exchange);
    return new Now<>(Response.of(200, HeaderList.EMPTY, Body.EMPTY));
  }

  private Route select(Exchange exchange) {
    Map<String, String> parameters = texts(sample.path("pathParameters"));
    exchange.pathParameters(parameters.values().toArray(String[]::new));
    boolean rest = kind.type() == ApiType.REST;
    String resource = text(sample.path("resource"), "/my/path");
    return new Route(
        new Stage(
            "a1b2c3d4e5",
            "sample",
            kind.type(),
            text(context.path("stage"), rest ? "test" : "$default"),
            texts(sample.path("stageVariables")),
            "123456789012",
            "us-east-1",
            "0123456789abcdef",
            new HttpWording()),
        text(sample.path("routeKey"), "GET " + resource),
        resource,
        rest ? "abcdef" : "",
        "",
        List.copyOf(parameters.keySet()),
        List.of(),
        this,
        List.of(),
        true);
  }

  private HeaderList headers() {
    HeaderList.Builder headers = new HeaderList.Builder();
    JsonNode several = sample.path("multiValueHeaders");
    for (String name : several.propertyNames()) {
      several.get(name).forEach(value -> headers.add(name, value.asString()));
    }
    texts(sample.path("headers"))
        .forEach((name, value) -> {
          if (!several.has(name)) {
            headers.add(name, value);
          }
        });
    for (JsonNode cookie : sample.path("cookies")) {
      headers.add("Cookie", cookie.asString());
    }
    return headers.build();
  }

  private @Nullable String query() {
    if (sample.path("rawQueryString").isString()) {
      return sample.path("rawQueryString").asString();
    }
    List<String> parts = new ArrayList<>();
    texts(sample.path("queryStringParameters")).forEach((k, v) -> parts.add(k + "=" + v));
    return parts.isEmpty() ? null : String.join("&", parts);
  }

  private static @Nullable Identity identity(JsonNode authorizer) {
    if (authorizer.has("lambda")) {
      return new Identity.Lambda("user", Map.of(), authorizer.get("lambda").toString(), null);
    }
    JsonNode token = authorizer.path("jwt").isObject() ? authorizer.get("jwt") : authorizer;
    if (token.path("claims").isObject()) {
      List<String> scopes = new ArrayList<>();
      token.path("scopes").forEach(scope -> scopes.add(scope.asString()));
      return new Identity.Token(Identity.Token.Kind.JWT, texts(token.get("claims")), scopes);
    }
    return authorizer.has("principalId")
        ? new Identity.Lambda("user", texts(authorizer), "null", null)
        : null;
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new HashMap<>();
    for (String name : object.propertyNames()) {
      texts.put(name, object.get(name).asString());
    }
    return texts;
  }

  private static String text(JsonNode node, String otherwise) {
    return node.isString() ? node.asString() : otherwise;
  }

  /** A caller who waits for no answer. */
  private static final class Nobody implements Caller {
    @Override
    public void execute(Runnable task) {
      task.run();
    }

    @Override
    public boolean inLoop() {
      return true;
    }

    @Override
    public int loop() {
      return 0;
    }

    @Override
    public void arm(long nanos) {}

    @Override
    public void disarm() {}

    @Override
    public void answer(Response response) {}
  }
}
