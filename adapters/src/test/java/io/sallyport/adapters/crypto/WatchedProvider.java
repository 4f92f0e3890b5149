package io.sallyport.adapters.crypto;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Offers what another provider does, and counts the signatures that one has verified. */
final class WatchedProvider extends Provider {

  private static final long serialVersionUID = 1;

  private final transient Provider watched;
  private final AtomicInteger verified = new AtomicInteger();

  WatchedProvider(Provider watched) {
    super("Watched", "1", "counts");
    this.watched = watched;
  }

  /** How many signatures it was asked about. */
  int verified() {
    return verified.get();
  }

  @Override
  public @Nullable Service getService(String type, String algorithm) {
    Service own = watched.getService(type, algorithm);
    return own == null || !type.equals("Signature") ? own : new Counted(this, algorithm);
  }

  private static final class Counted extends Service {
    private final WatchedProvider provider;
    private final String algorithm;

    Counted(WatchedProvider provider, String algorithm) {
      super(provider, "Signature", algorithm, Counting.class.getName(), List.of(), null);
      this.provider = provider;
      this.algorithm = algorithm;
    }

    @Override
    public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
      return new Counting(Signature.getInstance(algorithm, provider.watched), provider.verified);
    }

    @Override
    public boolean supportsParameter(Object parameter) {
      return true;
    }
  }

  private static final class Counting extends SignatureSpi {
    private final Signature signature;
    private final AtomicInteger verified;

    Counting(Signature signature, AtomicInteger verified) {
      this.signature = signature;
      this.verified = verified;
    }

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
      signature.initVerify(key);
    }

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
      throw new InvalidKeyException("nothing is signed here");
    }

    @Override
    protected void engineUpdate(byte b) throws SignatureException {
      signature.update(b);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int from, int length) throws SignatureException {
      signature.update(bytes, from, length);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
      throw new SignatureException("nothing is signed here");
    }

    @Override
    protected boolean engineVerify(byte[] bytes) throws SignatureException {
      verified.incrementAndGet();
      return signature.verify(bytes);
    }

    @Override
    protected void engineSetParameter(AlgorithmParameterSpec parameters)
        throws InvalidAlgorithmParameterException {
      signature.setParameter(parameters);
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
      throw new InvalidParameterException(name);
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      throw new InvalidParameterException(name);
    }
  }
}
