package io.sallyport.app.gateway;

import io.sallyport.core.language.Json;
import io.sallyport.core.language.MediaType;
import io.sallyport.core.language.PercentCoding;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.AdminHandler;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.snapshot.DeployedApi;
import io.sallyport.core.snapshot.GatewaySnapshot;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Empties the authorizer cache of a stage, by the paths and in the words of AWS's <a
 * href="https://docs.aws.amazon.com/apigateway/latest/api/API_FlushStageAuthorizersCache.html">FlushStageAuthorizersCache</a>
 * (REST APIs, 202) and <a
 * href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename-cache-authorizers.html">ResetAuthorizersCache</a>
 * (HTTP APIs, 204).
 */
final class AuthorizerCaches implements AdminHandler {

  private static final Pattern REST =
      Pattern.compile("/restapis/([^/]+)/stages/([^/]+)/cache/authorizers");
  private static final Pattern HTTP =
      Pattern.compile("/v2/apis/([^/]+)/stages/([^/]+)/cache/authorizers");

  private final Supplier<GatewaySnapshot> snapshot;
  private final String account;
  private final BiConsumer<String, String> flush;

  /**
   * @param flush empties the cache of an API, by its id, and of a stage, by its name
   */
  AuthorizerCaches(
      Supplier<GatewaySnapshot> snapshot, String account, BiConsumer<String, String> flush) {
    this.snapshot = snapshot;
    this.account = account;
    this.flush = flush;
  }

  @Override
  public Response handle(AdminRequest request) {
    Matcher rest = REST.matcher(request.path());
    Matcher http = HTTP.matcher(request.path());
    if (rest.matches()) {
      return handle(request, rest, ApiType.REST, 202);
    }
    return http.matches() ? handle(request, http, ApiType.HTTP, 204) : notFound("Not Found");
  }

  private Response handle(AdminRequest request, Matcher path, ApiType type, int done) {
    if (!request.method().equals("DELETE")) {
      return AdminAnswers.wrongMethod("DELETE");
    }
    String id = PercentCoding.decode(path.group(1));
    String stage = PercentCoding.decode(path.group(2));
    Optional<DeployedApi> api = snapshot.get().api(id).filter(one -> one.type() == type);
    if (api.isEmpty()) {
      return notFound("Invalid API identifier specified " + account + ":" + id);
    }
    if (!api.get().stage().name().equals(stage)) {
      return notFound("Invalid stage identifier specified");
    }
    flush.accept(id, stage);
    return Response.of(done, HeaderList.EMPTY, new Bytes(new byte[0]));
  }

  private static Response notFound(String message) {
    return Response.of(
        404,
        HeaderList.of("Content-Type", MediaType.JSON, "x-amzn-ErrorType", "NotFoundException"),
        Bytes.utf8("{\"message\":" + Json.quote(message) + "}"));
  }
}
