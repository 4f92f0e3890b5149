package io.sallyport.core.snapshot;

import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Route;
import io.sallyport.core.pipeline.Selector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is served, immutable: a request reads the reference to it once and keeps to it.
 *
 * <p>A request's host names its API: a declared host, then {@code {id}.execute-api.<anything>}; any
 * other host means the only API when exactly one is loaded, unless the API has a host of its own
 * and a disabled default endpoint. Then the path names the stage.
 */
public final class GatewaySnapshot implements Selector {

  /** Whether a host nobody declared means the only API there is. */
  public enum OtherHosts {
    /** So that a single API answers on {@code localhost}; AWS has no such thing. */
    MEAN_THE_ONLY_API,
    REFUSED
  }

  /** What runs. */
  public static final OtherHosts OTHER_HOSTS = OtherHosts.MEAN_THE_ONLY_API;

  private final long number;
  private final List<DeployedApi> apis;
  private final Map<String, DeployedApi> byId = new HashMap<>();
  private final HostTable hosts;
  private final Route unknown;

  /**
   * @param number counts the snapshots that were in force, from 1
   * @param unknown answers requests for no API that is here
   */
  public GatewaySnapshot(long number, List<DeployedApi> apis, Route unknown) {
    this.number = number;
    this.apis = List.copyOf(apis);
    this.apis.forEach(api -> byId.put(api.id(), api));
    this.hosts = new HostTable(this.apis, OTHER_HOSTS);
    this.unknown = unknown;
  }

  public long number() {
    return number;
  }

  /** What is served, in the order it was given. */
  public List<DeployedApi> apis() {
    return apis;
  }

  /** The API called {@code id}, if it is here. */
  public Optional<DeployedApi> api(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The number of routes of all APIs. */
  public int routes() {
    return apis.stream().mapToInt(api -> api.routes().size()).sum();
  }

  @Override
  public Route select(Exchange exchange) {
    HostTable.Entry entry = hosts.find(exchange.request().host());
    if (entry == null) {
      return unknown;
    }
    if (entry.access() == HostTable.Access.CLOSED) {
      return entry.apis().getFirst().forbidden();
    }
    String path = exchange.request().path();
    int stageStart = Segments.skipSlashes(path, 0);
    int stageEnd = Segments.end(path, stageStart, path.length());
    DeployedApi unprefixed = null;
    for (int i = 0; i < entry.apis().size(); i++) {
      DeployedApi api = entry.apis().get(i);
      String stage = api.stage().name();
      if (stage.length() == stageEnd - stageStart && path.startsWith(stage, stageStart)) {
        return route(api, exchange, path, stageEnd);
      }
      if (api.type() == ApiType.HTTP && stage.equals("$default")) {
        unprefixed = api;
      }
    }
    return unprefixed != null
        ? route(unprefixed, exchange, path, 0)
        : entry.apis().getFirst().forbidden();
  }

  private static Route route(DeployedApi api, Exchange exchange, String path, int offset) {
    exchange.pathOffset(offset);
    Route found = api.router().find(exchange.request().method(), path, offset, exchange);
    return found != null ? found : api.unmatched();
  }
}
