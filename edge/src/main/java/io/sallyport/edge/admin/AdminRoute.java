package io.sallyport.edge.admin;

import io.sallyport.core.message.Answer;
import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Later;
import io.sallyport.core.message.Outcome;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.message.Request;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.AdminHandler;
import io.sallyport.core.pipeline.AdminHandler.AdminRequest;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Integration;
import io.sallyport.core.pipeline.Pipeline;
import io.sallyport.core.pipeline.Route;
import io.sallyport.core.pipeline.Stage;
import io.sallyport.core.pipeline.Times;
import io.sallyport.core.pipeline.Wording;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin listener's one route: holds the body and asks an {@link AdminHandler} on a virtual
 * thread, unless a page of a browser sent the request. Its requests pass the same parser and the
 * same driver as everybody's, and leave no record.
 */
public final class AdminRoute implements Integration {

  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final Logger LOG = LoggerFactory.getLogger(AdminRoute.class);

  private final AdminHandler handler;
  private final int limit;

  private AdminRoute(AdminHandler handler, int limit) {
    this.handler = handler;
    this.limit = limit;
  }

  /**
   * A pipeline that leads every request to {@code handler}.
   *
   * @param limit the longest request body, in bytes
   */
  public static Pipeline pipeline(AdminHandler handler, int limit, Times times) {
    Stage stage =
        new Stage("admin", "admin", ApiType.HTTP, "admin", Map.of(), "", "", "", new Plain());
    Route route =
        new Route(
            stage,
            "admin",
            "/",
            "",
            "",
            List.of(),
            List.of(),
            new AdminRoute(new BrowserGuard(handler), limit),
            List.of(),
            true);
    return new Pipeline(
        () -> exchange -> route,
        record -> {},
        task -> Thread.ofVirtual().start(task),
        new BodyBudget(16L * limit),
        times,
        limit);
  }

  @Override
  public int holds() {
    return limit;
  }

  @Override
  public Outcome<Answer> integrate(Exchange exchange) {
    Request request = exchange.request();
    AdminRequest asked =
        new AdminRequest(
            request.method(), request.path(), request.query(), request.headers(), exchange.held());
    Asked later = new Asked();
    FutureTask<@Nullable Void> task = new FutureTask<>(() -> later.complete(answer(asked)), null);
    later.work = task;
    Thread.ofVirtual().name("admin").start(task);
    return later;
  }

  private Answer answer(AdminRequest asked) {
    try {
      return handler.handle(asked);
    } catch (RuntimeException e) {
      LOG.error("the admin request {} {} failed by a bug", asked.method(), asked.path(), e);
      return new Refusal.Protocol(500, Fault.GATEWAY, "a bug: " + e);
    }
  }

  private static final class Asked extends Later<Answer> {

    private volatile @Nullable Future<?> work;

    Asked() {
      super(TIMEOUT_NANOS);
    }

    @Override
    protected Answer expired() {
      return new Refusal.Protocol(504, Fault.GATEWAY, "the admin request took too long");
    }

    @Override
    protected void cancelled() {
      Future<?> running = work;
      if (running != null) {
        running.cancel(true);
      }
    }
  }

  private static final class Plain implements Wording {

    @Override
    public Response refuse(Exchange exchange, Refusal refusal) {
      int status =
          switch (refusal) {
            case Refusal.Protocol protocol -> protocol.status();
            case Refusal.GatewayResponse gateway -> gateway.status();
            case Refusal.Custom custom -> custom.status();
          };
      return Response.of(
          status, HeaderList.of("Content-Type", "text/plain"), Bytes.utf8(refusal.reason() + "\n"));
    }

    @Override
    public void sign(Exchange exchange, Response response) {}
  }
}
