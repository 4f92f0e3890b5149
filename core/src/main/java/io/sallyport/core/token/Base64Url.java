package io.sallyport.core.token;

import java.util.Arrays;
import java.util.Base64;

/**
 * Base64url as RFC 7515 section 2 wants it, read strictly: no padding, no white space, no character
 * of another alphabet, and no bits set that nobody reads. So there is one text for each sequence of
 * bytes, and nobody can make a second token out of a valid one.
 */
final class Base64Url {

  private static final int[] VALUES = values();

  private Base64Url() {}

  /** The bytes that {@code text[from, to)} stands for. */
  static byte[] decode(byte[] text, int from, int to) throws Unacceptable {
    int length = to - from;
    if (length == 0) {
      return new byte[0];
    }
    int last = VALUES[text[to - 1] & 0xFF];
    int unused = unusedBits(length);
    // The platform's decoder takes padding and forgets unused bits; what it is left to see to is
    // the alphabet.
    if (unused < 0 || last < 0 || (last & ((1 << unused) - 1)) != 0) {
      throw new Unacceptable("is not base64url as RFC 7515 section 2 has it");
    }
    try {
      return Base64.getUrlDecoder().decode(Arrays.copyOfRange(text, from, to));
    } catch (IllegalArgumentException _) {
      throw new Unacceptable("is not base64url as RFC 7515 section 2 has it");
    }
  }

  /** How many bits of the last character say nothing; negative for an impossible length. */
  private static int unusedBits(int length) {
    return switch (length & 3) {
      case 0 -> 0;
      case 2 -> 4;
      case 3 -> 2;
      default -> -1;
    };
  }

  private static int[] values() {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int[] values = new int[256];
    Arrays.fill(values, -1);
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = i;
    }
    return values;
  }
}
