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
   * @param parameter the header or query parameter; empty where it is neither
   */
  public record Source(String name, String parameter, Function<Exchange, @Nullable String> value) {}

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

  /** Whether the header or query parameter {@code name} tells who the caller is. */
  public boolean reads(String name) {
    for (Source source : sources) {
      if (source.parameter().equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
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
