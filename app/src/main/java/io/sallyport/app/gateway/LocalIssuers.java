package io.sallyport.app.gateway;

import io.sallyport.adapters.issuer.Issuer;
import io.sallyport.adapters.issuer.LocalIssuer;
import io.sallyport.adapters.issuer.LocalIssuer.Offer;
import io.sallyport.app.config.IssuerChoices;
import io.sallyport.app.load.NamedIssuers;
import io.sallyport.app.load.Settings;
import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.snapshot.DeployedApi;
import io.sallyport.core.snapshot.GatewaySnapshot;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells the local issuer whom it stands in for, and everybody else that it does. */
final class LocalIssuers {

  private final LocalIssuer issuer;
  private final PrintStream err;
  private final Map<String, List<Issuer>> byApi = new HashMap<>();
  private Set<String> said = Set.of();

  LocalIssuers(LocalIssuer issuer, PrintStream err) {
    this.issuer = issuer;
    this.err = err;
  }

  /**
   * What follows from a start or a reload. Called by one thread at a time.
   *
   * @param read the definitions that were read; those of other APIs are what they were
   */
  void deploy(GatewaySnapshot snapshot, List<ApiDefinition> read, Settings settings) {
    byApi
        .keySet()
        .retainAll(snapshot.apis().stream().map(DeployedApi::id).collect(Collectors.toSet()));
    read.forEach(definition -> byApi.put(definition.id(), NamedIssuers.of(definition)));
    List<Issuer> issuers = local(settings.configuration().issuers());
    issuer.serve(
        new Offer(
            issuers, settings.accounts(), settings.configuration().localIssuer().tokenLifetime()));
    say(issuers);
  }

  private List<Issuer> local(IssuerChoices choices) {
    List<Issuer> all = new ArrayList<>();
    choices.named().forEach(uri -> all.add(new Issuer(uri, Set.of(), List.of())));
    byApi.values().forEach(all::addAll);
    return NamedIssuers.merged(all).stream().filter(found -> choices.isLocal(found.uri())).toList();
  }

  /** Every start says it, and every reload that changes it. */
  private void say(List<Issuer> issuers) {
    Set<String> uris = issuers.stream().map(Issuer::uri).collect(Collectors.toSet());
    if (!uris.equals(said)) {
      err.println(
          "local issuer: anybody on this machine can make tokens of "
              + (issuers.isEmpty()
                  ? "nobody now"
                  : issuers.stream().map(Issuer::uri).collect(Collectors.joining(", "))));
    }
    said = uris;
  }
}
