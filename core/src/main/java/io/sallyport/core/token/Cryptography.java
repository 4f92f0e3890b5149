package io.sallyport.core.token;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.KeySpec;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/** Where signatures are computed: by a preferred provider where it can, else by the platform's. */
public final class Cryptography {

  /** The platform's own. */
  public static final Cryptography JDK = new Cryptography(null);

  private final @Nullable Provider preferred;

  private Cryptography(@Nullable Provider preferred) {
    this.preferred = preferred;
  }

  /** What {@code provider} offers, and the platform's for the rest. */
  public static Cryptography preferring(Provider provider) {
    return new Cryptography(provider);
  }

  /** The name of the preferred provider, for the operator. */
  public String name() {
    return preferred == null ? "JDK" : preferred.getName();
  }

  PublicKey key(String keyAlgorithm, KeySpec spec) throws GeneralSecurityException {
    if (preferred != null) {
      try {
        return KeyFactory.getInstance(keyAlgorithm, preferred).generatePublic(spec);
      } catch (NoSuchAlgorithmException _) {
        // The platform's is next.
      }
    }
    return KeyFactory.getInstance(keyAlgorithm).generatePublic(spec);
  }

  /** A signature that verifies with {@code key}, as often as it is asked. */
  Signature verifier(Algorithm algorithm, PublicKey key) throws GeneralSecurityException {
    if (preferred != null) {
      try {
        return initialised(Signature.getInstance(algorithm.javaName(), preferred), algorithm, key);
      } catch (NoSuchAlgorithmException | InvalidKeyException _) {
        // The platform's is next.
      }
    }
    return initialised(Signature.getInstance(algorithm.javaName()), algorithm, key);
  }

  byte[] mac(Algorithm algorithm, Key secret, byte[] text, int length)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance(algorithm.javaName());
    mac.init(secret);
    mac.update(text, 0, length);
    return mac.doFinal();
  }

  private static Signature initialised(Signature signature, Algorithm algorithm, PublicKey key)
      throws GeneralSecurityException {
    AlgorithmParameterSpec parameters = algorithm.parameters();
    if (parameters != null) {
      signature.setParameter(parameters);
    }
    signature.initVerify(key);
    return signature;
  }
}
