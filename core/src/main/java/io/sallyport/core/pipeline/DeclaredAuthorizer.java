package io.sallyport.core.pipeline;

import io.sallyport.core.message.Outcome;
import io.sallyport.core.message.Verdict;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An authorizer with what the execution log tells of it. It decides nothing itself.
 *
 * @param name the name of its security scheme
 * @param incoming how its identity values are shown
 * @param sources where they are read, in order
 */
public record DeclaredAuthorizer(
    Step.Authorizer step, String name, Incoming incoming, List<Source> sources)
    implements Step.Authorizer {

  public DeclaredAuthorizer {
    sources = List.copyOf(sources);
  }

  /**
   * Where an identity value is read.
   *
   * @param name as the definition has it, {@code method.request.header.Authorization}
   */
  public record Source(String name, Function<Exchange, @Nullable String> value) {}

  /** How identity values are shown. */
  public enum Incoming {
    /** One value, without its name. */
    TOKEN,
    /** A map of all. */
    SOURCES,
    /** Not at all. */
    UNTOLD
  }

  /** The authorizer of {@code route}; null where it has none. */
  public static @Nullable DeclaredAuthorizer of(Route route) {
    for (Step step : route.steps()) {
      if (step instanceof DeclaredAuthorizer declared) {
        return declared;
      }
    }
    return null;
  }

  @Override
  public int holds() {
    return step.holds();
  }

  @Override
  public Outcome<Verdict> identify(Exchange exchange) {
    return step.identify(exchange);
  }
}
