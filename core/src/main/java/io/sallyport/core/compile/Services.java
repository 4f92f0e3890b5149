package io.sallyport.core.compile;

import io.sallyport.core.pipeline.Functions;
import io.sallyport.core.pipeline.Upstream;
import io.sallyport.core.token.Issuers;

/**
 * What lives as long as the gateway and serves every snapshot: the ways out, and what is remembered
 * about callers, each thing under the id and the digest of the definition it came from.
 */
public final class Services {

  private final Upstream upstream;
  private final Functions functions;
  private final Issuers issuers;

  /**
   * @param upstream what integrations call endpoints through
   * @param functions what serves Lambda functions
   * @param issuers whose tokens can be verified
   */
  public Services(Upstream upstream, Functions functions, Issuers issuers) {
    this.upstream = upstream;
    this.functions = functions;
    this.issuers = issuers;
  }

  /** Services without functions and issuers. */
  public static Services of(Upstream upstream) {
    return new Services(upstream, Functions.NONE, new Issuers());
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
}
