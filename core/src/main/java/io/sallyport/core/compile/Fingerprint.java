package io.sallyport.core.compile;

import io.sallyport.core.definition.ApiSettings;
import io.sallyport.core.language.Sha256;
import java.util.HexFormat;
import java.util.Map;

/** What tells whether an API can have changed at all, before its definition is parsed. */
public final class Fingerprint {

  private Fingerprint() {}

  /**
   * Equal for equal files and settings, and for no others.
   *
   * @param settings what the configuration and the command line say about the file
   * @param endpoints as the {@link Compiler} is given them
   * @param payloadLimit as the {@link Compiler} is given it, in bytes
   * @param content the bytes of the file
   */
  public static String of(
      ApiSettings settings, Map<String, String> endpoints, long payloadLimit, byte[] content) {
    return Digests.of(
        settings, endpoints, payloadLimit, HexFormat.of().formatHex(Sha256.of(content)));
  }
}
