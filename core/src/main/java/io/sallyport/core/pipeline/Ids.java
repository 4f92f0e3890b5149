package io.sallyport.core.pipeline;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Makes request ids. One for each event loop, so that no two threads share a generator. The ids are
 * unique, not secret: nothing may rely on their being unguessable.
 */
public final class Ids {

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final RandomGenerator random;

  /** Ids from a generator seeded by the system. */
  public Ids() {
    this(RandomGeneratorFactory.of("L64X128MixRandom").create(new SecureRandom().nextLong()));
  }

  /** Ids from {@code random}; for tests. */
  public Ids(RandomGenerator random) {
    this.random = random;
  }

  /** A random UUID in its usual spelling: {@code $context.requestId} of a REST API. */
  @SuppressWarnings("deprecation") // the one constructor that copies Latin-1 bytes without a check
  public String uuid() {
    byte[] text = new byte[36];
    long high = (random.nextLong() & 0xFFFFFFFF_FFFF0FFFL) | 0x4000L;
    long low = (random.nextLong() & 0x3FFFFFFF_FFFFFFFFL) | 0x80000000_00000000L;
    hex(text, 0, high >>> 32, 8);
    text[8] = '-';
    hex(text, 9, high >>> 16, 4);
    text[13] = '-';
    hex(text, 14, high, 4);
    text[18] = '-';
    hex(text, 19, low >>> 48, 4);
    text[23] = '-';
    hex(text, 24, low, 12);
    return new String(text, 0);
  }

  /** Sixteen characters ending in {@code =}: AWS's extended request id. */
  public String extended() {
    byte[] raw = new byte[11];
    long bits = random.nextLong();
    int more = random.nextInt();
    for (int i = 0; i < 8; i++) {
      raw[i] = (byte) (bits >>> (8 * i));
    }
    for (int i = 8; i < 11; i++) {
      raw[i] = (byte) (more >>> (8 * (i - 8)));
    }
    return Base64.getEncoder().encodeToString(raw);
  }

  /** A new trace root, {@code Root=1-<epoch seconds>-<24 hex digits>}. */
  @SuppressWarnings("deprecation") // as in uuid()
  public String trace(long epochMillis) {
    byte[] text = new byte[40];
    "Root=1-".getBytes(0, 7, text, 0);
    hex(text, 7, epochMillis / 1000, 8);
    text[15] = '-';
    hex(text, 16, random.nextLong(), 16);
    hex(text, 32, random.nextInt(), 8);
    return new String(text, 0);
  }

  private static void hex(byte[] text, int at, long bits, int digits) {
    for (int i = at + digits - 1; i >= at; i--) {
      text[i] = HEX[(int) bits & 0xF];
      bits >>>= 4;
    }
  }
}
