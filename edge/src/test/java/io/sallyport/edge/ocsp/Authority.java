package io.sallyport.edge.ocsp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A certificate authority that issues certificates as tests want them, in a fraction of a second.
 */
public final class Authority {

  private static final String ECDSA = "06082a8648ce3d040302";
  private static final String COMMON_NAME = "0603550403";
  private static final String SUBJECT_NAMES = "0603551d11";
  private static final String CONSTRAINTS = "0603551d13";
  private static final String USES = "0603551d25";
  private static final String INFORMATION_ACCESS = "06082b06010505070101";
  private static final String OCSP_ACCESS = "06082b06010505073001";
  private static final String OCSP_SIGNING = "06082b06010505070309";
  private static final AtomicLong SERIAL = new AtomicLong(1000);

  private final String name;
  private final KeyPair keys = keyPair();
  private final X509Certificate certificate;

  public Authority(String name) throws GeneralSecurityException {
    this.name = name;
    byte[] constraints = Der.write(Der.SEQUENCE, new byte[] {1, 1, (byte) 0xFF});
    this.certificate =
        certificate(
            name,
            SERIAL.incrementAndGet(),
            keys,
            List.of(extension(CONSTRAINTS, constraints)),
            Instant.now().minus(Duration.ofDays(1)),
            Instant.now().plus(Duration.ofDays(30)));
  }

  /** A certificate with its key and where both are. */
  public record Issued(X509Certificate certificate, PrivateKey privateKey, Path file, Path key) {}

  public X509Certificate certificate() {
    return certificate;
  }

  /** What a certificate is to be. */
  public final class Order {
    private final List<String> names;
    private Instant begins = Instant.now().minus(Duration.ofDays(1));
    private Instant ends = Instant.now().plus(Duration.ofDays(20));
    private @Nullable String responder;
    private boolean signsOcsp;
    private KeyPair pair = keyPair();
    private long serial = SERIAL.incrementAndGet();

    private Order(String... names) {
      this.names = List.of(names);
    }

    public Order valid(Instant from, Instant to) {
      begins = from;
      ends = to;
      return this;
    }

    public Order responder(String uri) {
      responder = uri;
      return this;
    }

    public Order signsOcsp() {
      signsOcsp = true;
      return this;
    }

    public Order serial(long value) {
      serial = value;
      return this;
    }

    public Order keys(KeyPair value) {
      pair = value;
      return this;
    }

    /**
     * Writes {@code stem.crt}, with this authority's certificate behind it, and {@code stem.key}.
     */
    public Issued into(Path folder, String stem) throws GeneralSecurityException, IOException {
      List<byte[]> extensions = new ArrayList<>();
      byte[][] alternatives =
          names.stream()
              .map(one -> Der.write(0x82, one.getBytes(StandardCharsets.US_ASCII)))
              .toArray(byte[][]::new);
      extensions.add(extension(SUBJECT_NAMES, Der.write(Der.SEQUENCE, alternatives)));
      if (responder != null) {
        byte[] address = Der.write(0x86, responder.getBytes(StandardCharsets.US_ASCII));
        byte[] access = Der.write(Der.SEQUENCE, hex(OCSP_ACCESS), address);
        extensions.add(extension(INFORMATION_ACCESS, Der.write(Der.SEQUENCE, access)));
      }
      if (signsOcsp) {
        extensions.add(extension(USES, Der.write(Der.SEQUENCE, hex(OCSP_SIGNING))));
      }
      X509Certificate issued =
          Authority.this.certificate(names.getFirst(), serial, pair, extensions, begins, ends);
      Path file = folder.resolve(stem + ".crt");
      Files.writeString(
          file,
          pem("CERTIFICATE", issued.getEncoded())
              + pem("CERTIFICATE", Authority.this.certificate.getEncoded()));
      Path key = folder.resolve(stem + ".key");
      Files.writeString(key, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
      return new Issued(issued, pair.getPrivate(), file, key);
    }
  }

  public Order order(String... names) {
    return new Order(names);
  }

  /** Writes this authority's certificate and key, as {@link Order#into} does. */
  public Issued into(Path folder, String stem) throws GeneralSecurityException, IOException {
    return new Issued(
        certificate,
        keys.getPrivate(),
        Files.writeString(
            folder.resolve(stem + ".crt"), pem("CERTIFICATE", certificate.getEncoded())),
        Files.writeString(
            folder.resolve(stem + ".key"), pem("PRIVATE KEY", keys.getPrivate().getEncoded())));
  }

  /** A client's context that trusts what this authority issues. */
  public SSLContext trusting() throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("a", certificate);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  public static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509Certificate certificate(
      String subject,
      long serial,
      KeyPair pair,
      List<byte[]> extensions,
      Instant begins,
      Instant ends)
      throws GeneralSecurityException {
    byte[] algorithm = Der.write(Der.SEQUENCE, hex(ECDSA));
    byte[] facts =
        Der.write(
            Der.SEQUENCE,
            Der.write(Der.CONTEXT, Der.write(Der.INTEGER, new byte[] {2})),
            Der.write(Der.INTEGER, BigInteger.valueOf(serial).toByteArray()),
            algorithm,
            name(name),
            Der.write(Der.SEQUENCE, time(begins), time(ends)),
            name(subject),
            pair.getPublic().getEncoded(),
            Der.write(Der.CONTEXT + 3, Der.write(Der.SEQUENCE, extensions.toArray(byte[][]::new))));
    Signature signer = Signature.getInstance("SHA256withECDSA");
    signer.initSign(keys.getPrivate());
    signer.update(facts);
    byte[] signature = Der.write(Der.BIT_STRING, new byte[1], signer.sign());
    byte[] encoded = Der.write(Der.SEQUENCE, facts, algorithm, signature);
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(encoded));
  }

  private static byte[] name(String name) {
    byte[] text = Der.write(0x0C, name.getBytes(StandardCharsets.UTF_8));
    return Der.write(
        Der.SEQUENCE, Der.write(0x31, Der.write(Der.SEQUENCE, hex(COMMON_NAME), text)));
  }

  private static byte[] time(Instant time) {
    String text =
        DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").format(time.atOffset(ZoneOffset.UTC));
    return Der.write(Der.GENERALIZED_TIME, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] extension(String id, byte[] value) {
    return Der.write(Der.SEQUENCE, hex(id), Der.write(Der.OCTET_STRING, value));
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static String pem(String label, byte[] encoded) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
        + "\n-----END "
        + label
        + "-----\n";
  }
}
