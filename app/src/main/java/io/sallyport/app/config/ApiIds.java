package io.sallyport.app.config;

import io.sallyport.core.language.Sha256;
import java.math.BigInteger;
import java.nio.file.Path;

/** API ids for definition files that were given none. */
public final class ApiIds {

  public static final String FORM = "[a-z0-9]{1,63}";
  public static final String EXPECTED = "expected an API id of lower-case letters and digits";

  private static final int LENGTH = 10;
  private static final BigInteger RANGE = BigInteger.valueOf(36).pow(LENGTH);

  private ApiIds() {}

  /**
   * Ten lower-case characters derived from where a file stands, not from what is in it, so that an
   * edit keeps the id and everything counted under it.
   *
   * @param base the directory of the configuration
   */
  public static String derive(Path base, Path file) {
    String path =
        base.toAbsolutePath().normalize().relativize(file.toAbsolutePath().normalize()).toString();
    byte[] digest = Sha256.of(path.replace('\\', '/'));
    String id = new BigInteger(1, digest).mod(RANGE).toString(36);
    return "0".repeat(LENGTH - id.length()) + id;
  }
}
