package io.sallyport.core.pipeline;

/** Finds the one route of a request: host, then stage, then path and method. */
public interface Selector {

  /**
   * The route of {@code exchange}, whose path parameters it sets. Never null: a request that
   * matches nothing gets a synthetic route.
   */
  Route select(Exchange exchange);
}
