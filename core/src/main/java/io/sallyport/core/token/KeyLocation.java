package io.sallyport.core.token;

import io.sallyport.core.message.Bytes;
import java.net.URI;
import java.util.function.Supplier;

/** Where an issuer's keys are read. */
public sealed interface KeyLocation {

  /**
   * At the address that the issuer's own discovery document names; OpenID Connect Discovery 1.0
   * section 4.
   */
  enum Own implements KeyLocation {
    DISCOVERED
  }

  /** At the address that another discovery document names. */
  record Discovery(URI document) implements KeyLocation {}

  /** At an address. */
  record Published(URI keys) implements KeyLocation {}

  /**
   * In memory.
   *
   * @param document the JWK set; asked whenever keys are read, and answers without waiting
   */
  record Held(Supplier<Bytes> document) implements KeyLocation {}
}
