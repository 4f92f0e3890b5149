package io.sallyport.core.token;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import org.jspecify.annotations.Nullable;

/** The elliptic curves of RFC 7518 section 3.4, each with its one algorithm. */
enum Curve {
  P256("P-256", "secp256r1", 32, Algorithm.ES256),
  P384("P-384", "secp384r1", 48, Algorithm.ES384),
  P521("P-521", "secp521r1", 66, Algorithm.ES512);

  private final String crv;
  private final int bytes;
  private final Algorithm algorithm;

  @SuppressWarnings("ImmutableEnumChecker") // the platform's specifications are immutable
  private final ECParameterSpec parameters;

  Curve(String crv, String javaName, int bytes, Algorithm algorithm) {
    this.crv = crv;
    this.bytes = bytes;
    this.algorithm = algorithm;
    this.parameters = parameters(javaName);
  }

  /** The curve called {@code crv}, or null. */
  static @Nullable Curve named(String crv) {
    for (Curve curve : values()) {
      if (curve.crv.equals(crv)) {
        return curve;
      }
    }
    return null;
  }

  /** The length of a coordinate and of each half of a signature. */
  int bytes() {
    return bytes;
  }

  Algorithm algorithm() {
    return algorithm;
  }

  /** The key at a point. The platform takes points that are not on the curve; they are refused. */
  ECPublicKeySpec key(BigInteger x, BigInteger y) throws Unacceptable {
    BigInteger p = ((ECFieldFp) parameters.getCurve().getField()).getP();
    BigInteger a = parameters.getCurve().getA();
    BigInteger b = parameters.getCurve().getB();
    boolean inField = x.compareTo(p) < 0 && y.compareTo(p) < 0;
    BigInteger right = x.multiply(x).add(a).multiply(x).add(b).mod(p);
    if (!inField || !y.multiply(y).mod(p).equals(right)) {
      throw new Unacceptable("is a point that is not on the curve `" + crv + "`");
    }
    return new ECPublicKeySpec(new ECPoint(x, y), parameters);
  }

  /** Whether both halves of {@code signature} are numbers from 1 to the curve's order. */
  boolean isInRange(byte[] signature) {
    BigInteger r = new BigInteger(1, signature, 0, bytes);
    BigInteger s = new BigInteger(1, signature, bytes, bytes);
    return isInRange(r) && isInRange(s);
  }

  private boolean isInRange(BigInteger half) {
    return half.signum() > 0 && half.compareTo(parameters.getOrder()) < 0;
  }

  private static ECParameterSpec parameters(String javaName) {
    try {
      AlgorithmParameters found = AlgorithmParameters.getInstance("EC");
      found.init(new ECGenParameterSpec(javaName));
      return found.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + javaName, e);
    }
  }
}
