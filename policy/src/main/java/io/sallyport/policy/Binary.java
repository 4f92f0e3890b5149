package io.sallyport.policy;

import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Comparison of bytes that are written in Base64; RFC 4648 section 4. */
final class Binary {

  private Binary() {}

  static Comparison equal(Text value) throws InvalidPolicy {
    byte[] wanted = decode(value.value());
    if (wanted == null) {
      throw value.invalid("`" + value.value() + "` is not Base64");
    }
    return (found, keys) -> Arrays.equals(wanted, decode(found));
  }

  private static byte @Nullable [] decode(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
