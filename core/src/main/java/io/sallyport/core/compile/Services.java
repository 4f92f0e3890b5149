package io.sallyport.core.compile;

import io.sallyport.core.authorizer.AuthorizerCache;
import io.sallyport.core.pipeline.Functions;
import io.sallyport.core.pipeline.Times;
import io.sallyport.core.pipeline.Upstream;
import io.sallyport.core.token.IssuerKeys;
import io.sallyport.core.token.Issuers;
import java.util.List;

/**
 * What lives as long as the gateway and serves every snapshot: the ways out, and what is remembered
 * about callers, each thing under the id and the digest of the definition it came from.
 */
public final class Services {

  private final Upstream upstream;
  private final Functions functions;
  private final Issuers issuers;
  private final AuthorizerSettings settings;
  private final AuthorizerCache authorizerCache;
  private final Times times;

  /** Services with the defaults of authorizers and the machine's clock. */
  public Services(Upstream upstream, Functions functions, Issuers issuers) {
    this(upstream, functions, issuers, AuthorizerSettings.DEFAULTS, Times.SYSTEM);
  }

  /**
   * @param upstream what integrations call endpoints through
   * @param functions what serves Lambda functions
   * @param issuers whose tokens can be verified
   * @param settings how Lambda authorizers work
   * @param times the clock of what is remembered
   */
  public Services(
      Upstream upstream,
      Functions functions,
      Issuers issuers,
      AuthorizerSettings settings,
      Times times) {
    this.upstream = upstream;
    this.functions = functions;
    this.issuers = issuers;
    this.settings = settings;
    this.times = times;
    this.authorizerCache =
        new AuthorizerCache(settings.cacheBytes(), settings.staleIfError(), times);
  }

  /** Services without functions and issuers. */
  public static Services of(Upstream upstream) {
    return new Services(upstream, Functions.NONE, new Issuers());
  }

  /**
   * Forgets what the Lambda authorizers of a stage said, as AWS's FlushStageAuthorizersCache and
   * ResetAuthorizersCache do.
   */
  public void flushAuthorizers(String apiId, String stage) {
    authorizerCache.flush(apiId, stage);
  }

  /** About how many results of Lambda authorizers are remembered. */
  public long authorizerResults() {
    return authorizerCache.size();
  }

  /** The keys of each issuer whose tokens are verified, as they are now. */
  public List<IssuerKeys.State> issuerKeys() {
    return issuers.states();
  }

  Upstream upstream() {
    return upstream;
  }

  Functions functions() {
    return functions;
  }

  Issuers issuers() {
    return issuers;
  }

  AuthorizerSettings authorizerSettings() {
    return settings;
  }

  AuthorizerCache authorizerCache() {
    return authorizerCache;
  }

  Times times() {
    return times;
  }
}
