package io.sallyport.adapters.crypto;

import java.security.Provider;
import org.jspecify.annotations.Nullable;

/**
 * Amazon Corretto Crypto Provider, where its library is there for this machine. Looked up by name,
 * so that a gateway runs without it; not installed in the platform's list of providers, so that
 * nothing else changes its hands.
 */
public final class Corretto {

  private static final String CLASS =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

  private Corretto() {}

  /** What came of loading it. */
  public sealed interface Loaded {}

  /** It can be used. */
  public record Usable(Provider provider) implements Loaded {}

  /**
   * It cannot.
   *
   * @param reason for the operator
   */
  public record Unusable(String reason) implements Loaded {}

  /** Loads it, which writes its native library to the temporary directory. */
  public static Loaded load() {
    return load(CLASS);
  }

  static Loaded load(String name) {
    try {
      Class<?> type = Class.forName(name);
      Provider provider = (Provider) type.getField("INSTANCE").get(null);
      Object problem = type.getMethod("getLoadingError").invoke(provider);
      return problem == null
          ? new Usable(provider)
          : new Unusable("its native library cannot be loaded: " + problem);
    } catch (ClassNotFoundException _) {
      return new Unusable("it is not there for this operating system and processor");
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      return new Unusable("it cannot be loaded: " + message(e));
    }
  }

  private static @Nullable Object message(Throwable e) {
    return e.getCause() == null ? e : e.getCause();
  }
}
