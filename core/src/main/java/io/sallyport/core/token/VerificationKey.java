package io.sallyport.core.token;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A key that verifies signatures. Used by all loops at once.
 *
 * <p>The platform's signature objects serve one thread and cost as much to make as a signature by
 * RSA costs to verify, so they are kept between uses: a thread takes one out of a slot of its own
 * number and puts it back. Two threads of one slot make a second one; nobody waits.
 */
public final class VerificationKey {

  private static final int SLOTS =
      Integer.highestOneBit(Math.max(4, 2 * Runtime.getRuntime().availableProcessors()));

  private final @Nullable String kid;
  private final Restriction restriction;
  private final Key key;
  private final int signatureBytes;
  private final @Nullable Curve curve;
  private final Cryptography cryptography;
  private final AtomicReferenceArray<@Nullable Verifier> idle = new AtomicReferenceArray<>(SLOTS);

  private record Verifier(Algorithm algorithm, Signature signature) {}

  private VerificationKey(
      @Nullable String kid,
      Restriction restriction,
      Key key,
      int signatureBytes,
      @Nullable Curve curve,
      Cryptography cryptography) {
    this.kid = kid;
    this.restriction = restriction;
    this.key = key;
    this.signatureBytes = signatureBytes;
    this.curve = curve;
    this.cryptography = cryptography;
  }

  /** A public key. */
  static VerificationKey of(
      @Nullable String kid,
      Restriction restriction,
      PublicKey key,
      int signatureBytes,
      @Nullable Curve curve,
      Cryptography cryptography) {
    return new VerificationKey(kid, restriction, key, signatureBytes, curve, cryptography);
  }

  /** A secret of {@code bytes} bytes. */
  static VerificationKey of(
      @Nullable String kid,
      Restriction restriction,
      Key secret,
      int bytes,
      Cryptography cryptography) {
    return new VerificationKey(kid, restriction, secret, bytes, null, cryptography);
  }

  /** The key's id; null when it has none. */
  public @Nullable String kid() {
    return kid;
  }

  /** Whether it is the same key under the same id and restriction. */
  boolean isSame(VerificationKey other) {
    return Objects.equals(kid, other.kid)
        && restriction.equals(other.restriction)
        && MessageDigest.isEqual(key.getEncoded(), other.key.getEncoded());
  }

  /** Why it cannot verify signatures of {@code algorithm}; null when it can. */
  @Nullable String unfit(Algorithm algorithm) {
    if (!restriction.allows(algorithm)) {
      return "is for `" + Printable.of(restriction.alg()) + "` only";
    }
    if (!suits(algorithm)) {
      return "is of a type that does not sign with it";
    }
    boolean tooShort =
        algorithm.scheme() == Algorithm.Scheme.HMAC && signatureBytes < algorithm.hashBytes();
    return tooShort ? "is shorter than the hash, against RFC 7518 section 3.2" : null;
  }

  /** Whether {@code jws} carries a signature of this key; asked of keys that are not unfit. */
  boolean signed(Jws jws) {
    try {
      return jws.algorithm().scheme() == Algorithm.Scheme.HMAC ? macs(jws) : verifies(jws);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  // INVARIANT: a secret verifies MACs only, and a public key never does.
  private boolean suits(Algorithm algorithm) {
    return switch (algorithm.scheme()) {
      case RSA, RSA_PSS -> key.getAlgorithm().equals("RSA");
      case ECDSA -> curve != null && curve.algorithm() == algorithm;
      case EDDSA -> key instanceof PublicKey && curve == null && !key.getAlgorithm().equals("RSA");
      case HMAC -> !(key instanceof PublicKey);
    };
  }

  private boolean macs(Jws jws) throws GeneralSecurityException {
    byte[] expected = cryptography.mac(jws.algorithm(), key, jws.text(), jws.signed());
    return MessageDigest.isEqual(expected, jws.signature());
  }

  private boolean verifies(Jws jws) throws GeneralSecurityException {
    if (jws.signature().length != signatureBytes
        || (curve != null && !curve.isInRange(jws.signature()))) {
      return false;
    }
    int slot = (int) Thread.currentThread().threadId() & (SLOTS - 1);
    Verifier taken = idle.getAndSet(slot, null);
    Verifier verifier =
        taken != null && taken.algorithm == jws.algorithm() ? taken : verifier(jws.algorithm());
    boolean verified = verified(verifier.signature, jws);
    // Not put back where it threw: what state it is in then is nobody's promise.
    idle.set(slot, verifier);
    return verified;
  }

  private static boolean verified(Signature signature, Jws jws) throws SignatureException {
    signature.update(jws.text(), 0, jws.signed());
    return signature.verify(jws.signature());
  }

  private Verifier verifier(Algorithm algorithm) throws GeneralSecurityException {
    return new Verifier(algorithm, cryptography.verifier(algorithm, (PublicKey) key));
  }
}
