package io.sallyport.app.gateway;

import io.sallyport.adapters.metrics.Exposition;
import io.sallyport.app.report.ProblemJson;
import io.sallyport.app.report.SnapshotJson;
import io.sallyport.core.language.MediaType;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.AdminHandler;
import io.sallyport.core.snapshot.GatewaySnapshot;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Answers the admin listener: health, metrics, what is in force, and the order to reload. What
 * answers below a path of its own is a handler of its own.
 */
final class AdminAnswers implements AdminHandler {

  private static final String JSON = MediaType.JSON;
  private static final String TEXT = "text/plain; charset=utf-8";

  private final Supplier<GatewaySnapshot> snapshot;
  private final Exposition metrics;
  private final Supplier<Reloads.Result> reload;
  private final Map<String, AdminHandler> below;
  private volatile boolean draining;

  /**
   * @param below who answers below a first segment, {@code /idp}
   */
  AdminAnswers(
      Supplier<GatewaySnapshot> snapshot,
      Exposition metrics,
      Supplier<Reloads.Result> reload,
      Map<String, AdminHandler> below) {
    this.snapshot = snapshot;
    this.metrics = metrics;
    this.reload = reload;
    this.below = Map.copyOf(below);
  }

  /** From now on the gateway is not ready for more. */
  void drain() {
    draining = true;
  }

  @Override
  public Response handle(AdminRequest request) {
    return switch (request.path()) {
      case "/healthz" -> read(request, () -> answer(200, TEXT, "ok\n"));
      case "/readyz" -> read(request, this::readiness);
      case "/metrics" ->
          read(request, () -> answer(200, Exposition.CONTENT_TYPE, new Bytes(metrics.text())));
      case "/snapshot" ->
          read(request, () -> answer(200, JSON, SnapshotJson.document(snapshot.get())));
      case "/reload" -> request.method().equals("POST") ? reload() : wrongMethod("POST");
      default -> {
        AdminHandler handler = below.get(firstSegment(request.path()));
        yield handler == null ? notFound() : handler.handle(request);
      }
    };
  }

  static Response wrongMethod(String allowed) {
    return Response.of(
        405,
        HeaderList.of("Content-Type", JSON, "Allow", allowed),
        Bytes.utf8("{\"message\":\"Method Not Allowed\"}"));
  }

  private static String firstSegment(String path) {
    int end = path.indexOf('/', 1);
    return end < 0 ? path : path.substring(0, end);
  }

  private static Response notFound() {
    return answer(404, JSON, "{\"message\":\"Not Found\"}");
  }

  private Response readiness() {
    return draining ? answer(503, TEXT, "draining\n") : answer(200, TEXT, "ready\n");
  }

  private Response reload() {
    return switch (reload.get()) {
      case Reloads.Reloaded(long number) -> answer(200, JSON, "{\"snapshot\":" + number + "}");
      case Reloads.Refused refused -> answer(422, JSON, ProblemJson.document(refused.problems()));
    };
  }

  private static Response read(AdminRequest request, Supplier<Response> answer) {
    boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
    return reads ? answer.get() : wrongMethod("GET, HEAD");
  }

  private static Response answer(int status, String type, String text) {
    return answer(status, type, Bytes.utf8(text));
  }

  private static Response answer(int status, String type, Bytes body) {
    return Response.of(status, HeaderList.of("Content-Type", type), body);
  }
}
