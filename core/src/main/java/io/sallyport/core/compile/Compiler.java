package io.sallyport.core.compile;

import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.pipeline.WebSocket;
import io.sallyport.core.snapshot.DeployedApi;
import io.sallyport.core.snapshot.GatewaySnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns definitions into a snapshot. Everything that can be decided before a request arrives is
 * decided here; an API or route whose definition did not change is taken from the snapshot before.
 */
public final class Compiler {

  private final Services services;
  private final Map<String, String> endpoints;
  private final long payloadLimit;
  private final WebSocket webSocket;

  /**
   * @param services the ways out, and what is remembered; the same for every snapshot
   * @param endpoints an address in a definition, or a prefix of one, to the address to call instead
   * @param payloadLimit the longest request body, in bytes
   * @param webSocket what becomes of WebSocket handshakes; the same for every snapshot
   */
  public Compiler(
      Services services, Map<String, String> endpoints, long payloadLimit, WebSocket webSocket) {
    this.services = services;
    this.endpoints = Map.copyOf(endpoints);
    this.payloadLimit = payloadLimit;
    this.webSocket = webSocket;
  }

  /**
   * The snapshot of {@code apis}; empty when {@code problems}, to which everything found is added,
   * has errors.
   *
   * @param previous the snapshot in force, or null for the first
   */
  public Optional<GatewaySnapshot> compile(
      List<ApiDefinition> apis, @Nullable GatewaySnapshot previous, Problems problems) {
    return compileParts(apis.stream().map(Part.Defined::new).toList(), previous, problems);
  }

  /**
   * The snapshot of {@code apis}, where some are known to be the same without being read; empty
   * when {@code problems} has errors.
   *
   * @param previous the snapshot in force, or null for the first
   */
  public Optional<GatewaySnapshot> compileParts(
      List<? extends Part> apis, @Nullable GatewaySnapshot previous, Problems problems) {
    Hosts.check(apis, problems);
    List<DeployedApi> deployed = new ArrayList<>();
    for (Part api : apis) {
      deployed.add(
          switch (api) {
            case Part.Unchanged unchanged -> unchanged.api();
            case Part.Defined(ApiDefinition definition) -> deploy(definition, previous, problems);
          });
    }
    if (problems.hasErrors()) {
      return Optional.empty();
    }
    long number = previous == null ? 1 : previous.number() + 1;
    return Optional.of(
        new GatewaySnapshot(number, deployed, SyntheticRoutes.unknown(payloadLimit)));
  }

  private DeployedApi deploy(
      ApiDefinition api, @Nullable GatewaySnapshot previous, Problems problems) {
    DefinitionDigests digests = DefinitionDigests.of(api, endpoints, payloadLimit);
    DeployedApi before = previous == null ? null : previous.api(api.id()).orElse(null);
    // One with problems is read again, so that what is let pass is let pass by today's settings.
    if (before != null
        && before.digest().equals(digests.whole())
        && before.origin() == DeployedApi.Origin.CLEAN
        && Declarations.stand(api, before)) {
      return before;
    }
    Context context = new Context(api, services, endpoints, payloadLimit, webSocket, problems);
    Reusable reusable = new Reusable(before, digests.stage());
    return new ApiCompiler(context, digests, reusable).compile();
  }
}
