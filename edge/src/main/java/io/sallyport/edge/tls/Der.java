package io.sallyport.edge.tls;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Puts the older encodings of private keys into PKCS#8, RFC 5958, which the JDK reads. */
final class Der {

  private static final byte[] VERSION = HexFormat.of().parseHex("020100");
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
  private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final int OBJECT_ID = 0x06;

  /** The tag {@code [0]} that holds the curve in a SEC 1 key. */
  private static final int CURVE = 0xA0;

  private Der() {}

  /** An RSA key of PKCS#1, RFC 8017, as PKCS#8. */
  static byte[] pkcs8OfRsa(byte[] key) {
    return wrap(SEQUENCE, join(VERSION, RSA, wrap(OCTETS, key)));
  }

  /** An EC key of SEC 1, RFC 5915, as PKCS#8; null when it does not name its curve. */
  static byte @Nullable [] pkcs8OfEc(byte[] key) {
    for (int i = 0; i + 4 < key.length; i++) {
      boolean curve =
          (key[i] & 0xFF) == CURVE
              && key[i + 2] == OBJECT_ID
              && key[i + 1] == key[i + 3] + 2
              && i + 4 + key[i + 3] <= key.length;
      if (curve) {
        byte[] id = Arrays.copyOfRange(key, i + 2, i + 4 + key[i + 3]);
        return wrap(SEQUENCE, join(VERSION, wrap(SEQUENCE, join(EC, id)), wrap(OCTETS, key)));
      }
    }
    return null;
  }

  private static byte[] wrap(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else if (content.length < 0x100) {
      out.write(0x81);
      out.write(content.length);
    } else {
      out.write(0x82);
      out.write(content.length >>> 8);
      out.write(content.length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
