package io.sallyport.edge;

import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Now;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.Endpoint;
import io.sallyport.core.pipeline.Endpoint.Verification;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.ExchangeRecord;
import io.sallyport.core.pipeline.Integration;
import io.sallyport.core.pipeline.Pipeline;
import io.sallyport.core.pipeline.Route;
import io.sallyport.core.pipeline.Stage;
import io.sallyport.core.pipeline.Step;
import io.sallyport.core.pipeline.Times;
import io.sallyport.core.pipeline.UpstreamRequest.Protocol;
import io.sallyport.core.pipeline.Wording;
import io.sallyport.edge.tls.UpstreamHttp2;
import io.sallyport.edge.upstream.HttpUpstream;
import io.sallyport.edge.wire.Grpc;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A gateway with one route, in this process, that keeps every record. */
public final class Gateway implements AutoCloseable {

  public final Edge edge;
  public final Bound bound;
  final BodyBudget budget;
  private final List<ExchangeRecord> records = Collections.synchronizedList(new ArrayList<>());

  private Gateway(Builder builder) throws Exception {
    budget = new BodyBudget(builder.budget);
    edge = new Edge(builder.settings(), Times.SYSTEM);
    Integration integration = builder.integration;
    if (integration == null) {
      integration =
          new ProxyIntegration(
                  edge.upstream(),
                  Objects.requireNonNull(builder.endpoint),
                  builder.timeout,
                  builder.holdsRequest,
                  builder.holdsResponse,
                  budget,
                  builder.payload,
                  builder.protocol)
              .mapped(builder.method, builder.status);
    }
    Stage stage =
        new Stage("api0000000", "api", ApiType.HTTP, "$default", Map.of(), "", "", "", new Words());
    Route route =
        new Route(
            stage, "ANY /", "/", "", "", List.of(), builder.steps, integration, List.of(), true);
    Pipeline pipeline =
        new Pipeline(
            () -> exchange -> route,
            records::add,
            task -> Thread.ofVirtual().start(task),
            budget,
            Times.SYSTEM,
            builder.payload);
    bound =
        edge.start(
            pipeline,
            request ->
                Response.of(
                    200,
                    HeaderList.EMPTY,
                    Bytes.utf8(
                        request.method() + " " + request.path() + " " + request.body().text())));
  }

  static Builder to(int port) {
    Builder builder = new Builder();
    builder.endpoint = new Endpoint("127.0.0.1", port, false, Verification.FULL);
    return builder;
  }

  public static Builder to(Endpoint endpoint) {
    Builder builder = new Builder();
    builder.endpoint = endpoint;
    return builder;
  }

  public static Builder answering(Integration integration) {
    Builder builder = new Builder();
    builder.integration = integration;
    return builder;
  }

  /** Answers every request with its method and path, and reads no body. */
  public static Builder mock() {
    return answering(exchange ->
        new Now<>(
            Response.of(
                200,
                HeaderList.of("Content-Type", "text/plain"),
                Bytes.utf8(exchange.request().method() + " " + exchange.request().path()))));
  }

  public InetSocketAddress address() {
    return Objects.requireNonNull(bound.http());
  }

  public RawClient client() throws Exception {
    return new RawClient(address());
  }

  /** The records, as soon as there are {@code count}; fails when more come or fewer. */
  public List<ExchangeRecord> records(int count) throws InterruptedException {
    eventually(() -> records.size() >= count);
    Thread.sleep(20);
    if (records.size() != count) {
      throw new AssertionError("expected " + count + " records, got " + records);
    }
    return List.copyOf(records);
  }

  /** The refusal of the only record. */
  public Refusal refusal() throws InterruptedException {
    return Objects.requireNonNull(record().refusal());
  }

  /** Idle connections to endpoints. */
  public int idle() {
    return ((HttpUpstream) edge.upstream()).idle();
  }

  /** How many records there are now. */
  public int recorded() {
    return records.size();
  }

  public ExchangeRecord record() throws InterruptedException {
    return records(1).getFirst();
  }

  public static void eventually(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("it did not happen within 10 s");
      }
      Thread.sleep(2);
    }
  }

  @Override
  public void close() {
    edge.close();
  }

  /** Collects what differs from the defaults. */
  public static final class Builder {
    private @Nullable Endpoint endpoint;
    private @Nullable Integration integration;
    private List<Step> steps = List.of();
    private Duration timeout = Duration.ofSeconds(20);
    private String method = "";
    private int status;
    private int holdsRequest;
    private int holdsResponse;
    private long budget = 64 * 1024 * 1024;
    private long payload = 10 * 1024 * 1024;
    private EdgeSettings.Limits limits = EdgeSettings.Limits.DEFAULT;
    private EdgeSettings.Timeouts timeouts = EdgeSettings.Timeouts.DEFAULT;
    private EdgeSettings.Connections connections = EdgeSettings.Connections.DEFAULT;
    private EdgeSettings.@Nullable Tls tls;
    private @Nullable Path trusted;
    private UpstreamHttp2 upstreamHttp2 = UpstreamHttp2.OFF;
    private Grpc grpc = Grpc.OFF;
    private EdgeSettings.Tunnels tunnels = EdgeSettings.Tunnels.DEFAULT;
    private Protocol protocol = Protocol.HTTP_WITH_TRAILERS;
    private int loops = 1;

    public Builder timeout(Duration value) {
      timeout = value;
      return this;
    }

    /** Calls the endpoint with {@code toMethod}, and answers with {@code toStatus}. */
    public Builder mapped(String toMethod, int toStatus) {
      method = toMethod;
      status = toStatus;
      return this;
    }

    public Builder holdsRequest(int bytes) {
      holdsRequest = bytes;
      return this;
    }

    public Builder holdsResponse(int bytes) {
      holdsResponse = bytes;
      return this;
    }

    public Builder budget(long bytes) {
      budget = bytes;
      return this;
    }

    public Builder payload(long bytes) {
      payload = bytes;
      return this;
    }

    Builder steps(Step... value) {
      steps = List.of(value);
      return this;
    }

    public Builder limits(EdgeSettings.Limits value) {
      limits = value;
      return this;
    }

    public Builder timeouts(EdgeSettings.Timeouts value) {
      timeouts = value;
      return this;
    }

    public Builder connections(EdgeSettings.Connections value) {
      connections = value;
      return this;
    }

    public Builder tls(EdgeSettings.Tls value) {
      tls = value;
      return this;
    }

    public Builder upstreamHttp2(UpstreamHttp2 value) {
      upstreamHttp2 = value;
      return this;
    }

    public Builder grpc(Grpc value) {
      grpc = value;
      return this;
    }

    /** What requests are passed on as; WebSocket, where they ask to switch. */
    public Builder protocol(Protocol value) {
      protocol = value;
      return this;
    }

    public Builder tunnels(EdgeSettings.Tunnels value) {
      tunnels = value;
      return this;
    }

    public Builder trusted(Path value) {
      trusted = value;
      return this;
    }

    Builder loops(int value) {
      loops = value;
      return this;
    }

    EdgeSettings settings() {
      return new EdgeSettings(
          new EdgeSettings.Listeners("127.0.0.1", 0, tls, 0),
          loops,
          limits,
          timeouts,
          connections,
          tunnels,
          trusted,
          upstreamHttp2,
          grpc);
    }

    public Gateway start() throws Exception {
      return new Gateway(this);
    }
  }

  private static final class Words implements Wording {

    @Override
    public Response refuse(Exchange exchange, Refusal refusal) {
      int status =
          switch (refusal) {
            case Refusal.Protocol protocol -> protocol.status();
            case Refusal.GatewayResponse gateway -> gateway.status();
            case Refusal.Custom custom -> custom.status();
          };
      return Response.of(status, HeaderList.EMPTY, Bytes.utf8(refusal.reason()));
    }

    @Override
    public void sign(Exchange exchange, Response response) {
      response.edits().set("Apigw-Requestid", exchange.extendedRequestId());
    }
  }
}
