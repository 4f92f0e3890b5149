package io.sallyport.edge.tls;

import io.sallyport.edge.ocsp.OcspResponse;
import java.security.PrivateKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A certificate the gateway shows to callers, with its chain and key: read whole, and checked
 * before anybody sees it. Only the OCSP response that goes with it changes while it is in force.
 */
public final class ServerCertificate {

  private static final int DNS_NAME = 2;

  private final CertificateFiles files;
  private final byte[] digest;
  private final X509Certificate[] chain;
  private final PrivateKey key;
  private final String keyType;
  private final List<String> names;
  private volatile @Nullable OcspResponse staple;
  private volatile String objection = "";

  /**
   * @param digest of both files; equal digests mean the same certificate and key
   */
  ServerCertificate(
      CertificateFiles files, byte[] digest, List<X509Certificate> chain, PrivateKey key) {
    this.files = files;
    this.digest = digest;
    this.chain = chain.toArray(X509Certificate[]::new);
    this.key = key;
    this.keyType = KeyKinds.type(key);
    this.names = names(this.chain[0]);
  }

  public CertificateFiles files() {
    return files;
  }

  /** The first name it is for, lower case; its subject where it has no names. */
  public String name() {
    return names.isEmpty() ? chain[0].getSubjectX500Principal().getName() : names.getFirst();
  }

  /** The end of its validity. */
  public Instant expires() {
    return chain[0].getNotAfter().toInstant();
  }

  /** The DNS names of its subjectAltName, lower case, wildcards included. */
  List<String> names() {
    return names;
  }

  /** The kind of key in the JDK's words: {@code RSA}, {@code EC} or {@code EdDSA}. */
  String keyType() {
    return keyType;
  }

  PrivateKey key() {
    return key;
  }

  /** Its own certificate first. The array is shared and not to be written. */
  X509Certificate[] chain() {
    return chain;
  }

  /** The certificate of its issuer, from the chain; null when the chain does not have it. */
  @Nullable X509Certificate issuer() {
    for (int i = 1; i < chain.length; i++) {
      if (chain[i].getSubjectX500Principal().equals(chain[0].getIssuerX500Principal())) {
        return chain[i];
      }
    }
    return null;
  }

  byte[] digest() {
    return digest;
  }

  /** From now on {@code response} is stapled; null for none. */
  void staple(@Nullable OcspResponse response) {
    this.staple = response;
  }

  /** What was stapled last; null when nothing was. It may have ended. */
  @Nullable OcspResponse response() {
    return staple;
  }

  /** What was wrong with the file of its response when that was last read; empty for nothing. */
  String objection() {
    return objection;
  }

  /** Remembers what is wrong with the file of its response. */
  void objection(String now) {
    this.objection = now;
  }

  /** The OCSP response to staple at {@code millis} since the epoch; null when there is none. */
  byte @Nullable [] staple(long millis) {
    OcspResponse response = staple;
    return response == null || millis >= response.endsMillis() ? null : response.encoded();
  }

  private static List<String> names(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      var alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) {
        for (List<?> name : alternatives) {
          if (name.get(0).equals(DNS_NAME)) {
            names.add(String.valueOf(name.get(1)).toLowerCase(Locale.ROOT));
          }
        }
      }
    } catch (CertificateParsingException e) {
      // Then it has none that a caller could ask for, and it serves as the default alone.
    }
    return List.copyOf(names);
  }
}
