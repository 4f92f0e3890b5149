package io.sallyport.core.compile;

import java.time.Duration;

/**
 * How Lambda authorizers work, as the operator set it.
 *
 * @param staleIfError how long beyond its time what a function said stands in where the function
 *     fails; zero for not at all
 * @param resultLimit the longest result of a function, in bytes
 * @param cacheBytes about how much of the heap all that is remembered takes at most
 */
public record AuthorizerSettings(Duration staleIfError, int resultLimit, long cacheBytes) {

  /** The settings where none are made; 8 KB is AWS's quota where it names one. */
  public static final AuthorizerSettings DEFAULTS =
      new AuthorizerSettings(Duration.ZERO, 8 * 1024, 64L * 1024 * 1024);
}
