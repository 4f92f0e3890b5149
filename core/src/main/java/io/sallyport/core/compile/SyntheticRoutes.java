package io.sallyport.core.compile;

import io.sallyport.core.integration.MissingIntegration;
import io.sallyport.core.message.Fault;
import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.message.Refusal;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.Route;
import io.sallyport.core.pipeline.Stage;
import io.sallyport.core.pipeline.Step;
import io.sallyport.core.pipeline.Wording;
import io.sallyport.core.snapshot.HttpWording;
import io.sallyport.core.snapshot.Refusing;
import io.sallyport.core.snapshot.RestWording;
import io.sallyport.core.snapshot.UnmatchedRest;
import java.util.List;
import java.util.Map;

/** Routes that no definition has, for requests that are refused. */
final class SyntheticRoutes {

  private SyntheticRoutes() {}

  /** Answers what no route of {@code stage} matches. */
  static Route unmatched(Stage stage) {
    return route(
        stage,
        switch (stage.type()) {
          case REST -> new UnmatchedRest();
          case HTTP ->
              new Refusing(
                  Refusal.GatewayResponse.of(
                      GatewayResponseType.RESOURCE_NOT_FOUND, Fault.CALLER, "no route matches"));
        });
  }

  /** Answers for a stage or an endpoint that is not there, in the words of {@code stage}. */
  static Route forbidden(Stage stage) {
    return route(stage, new Refusing(forbidden(stage.type())));
  }

  /**
   * Answers for an API nobody has, as a REST API would: AWS's front door does not know its type.
   */
  static Route unknown(long payloadLimit) {
    Wording wording = plain(ApiType.REST, payloadLimit);
    return forbidden(new Stage("", "", ApiType.REST, "", Map.of(), "", "", "", wording));
  }

  /** AWS's own words: what lies outside a deployment knows nothing of its customisations. */
  static Wording plain(ApiType type, long payloadLimit) {
    return switch (type) {
      case REST -> new RestWording(Map.of(), payloadLimit);
      case HTTP -> new HttpWording();
    };
  }

  private static Refusal forbidden(ApiType type) {
    GatewayResponseType kind = GatewayResponseType.RESOURCE_NOT_FOUND;
    String reason = "no such API, stage or endpoint";
    return switch (type) {
      case REST ->
          new Refusal.GatewayResponse(
              kind, 403, Fault.CALLER, "ForbiddenException", "Forbidden", reason);
      case HTTP -> Refusal.GatewayResponse.of(kind, Fault.CALLER, reason);
    };
  }

  private static Route route(Stage stage, Step step) {
    return new Route(
        stage,
        "",
        "",
        "",
        "",
        List.of(),
        List.of(step),
        new MissingIntegration("a synthetic route has no integration"),
        List.of(),
        false);
  }
}
