package io.sallyport.edge.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads certificates and private keys from PEM files, RFC 7468. */
public final class Pem {

  private static final int MAX_BYTES = 4 * 1024 * 1024;
  private static final Pattern BEGIN = Pattern.compile("-----BEGIN ");
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  private Pem() {}

  /** The certificates in {@code file}, in order; at least one. */
  public static List<X509Certificate> certificates(Path file) throws TlsProblem {
    return certificates(file, text(file));
  }

  static List<X509Certificate> certificates(Path file, String text) throws TlsProblem {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      Matcher blocks = BLOCK.matcher(whole(file, text));
      while (blocks.find()) {
        if (blocks.group(1).endsWith("CERTIFICATE")) {
          Certificate one =
              factory.generateCertificate(new ByteArrayInputStream(bytes(file, blocks.group(2))));
          if (one instanceof X509Certificate certificate) {
            certificates.add(certificate);
          }
        }
      }
    } catch (CertificateException e) {
      throw new TlsProblem("`" + file + "` has a certificate that cannot be read");
    }
    if (certificates.isEmpty()) {
      throw new TlsProblem("`" + file + "` has no certificate; a PEM file with one was expected");
    }
    return List.copyOf(certificates);
  }

  /** The private key in {@code text}: PKCS#8, PKCS#1 (RSA) or SEC 1 (EC), not encrypted. */
  static PrivateKey privateKey(Path file, String text) throws TlsProblem {
    Matcher blocks = BLOCK.matcher(whole(file, text));
    while (blocks.find()) {
      byte[] encoded = bytes(file, blocks.group(2));
      PrivateKey key =
          switch (blocks.group(1)) {
            case "PRIVATE KEY" -> key(encoded);
            case "RSA PRIVATE KEY" -> key(Der.pkcs8OfRsa(encoded));
            case "EC PRIVATE KEY" -> key(Der.pkcs8OfEc(encoded));
            case "ENCRYPTED PRIVATE KEY" ->
                throw new TlsProblem("the key in `" + file + "` is encrypted; remove its password");
            default -> null;
          };
      if (key != null) {
        return key;
      }
      if (blocks.group(1).endsWith("PRIVATE KEY")) {
        throw new TlsProblem("`" + file + "` has a private key of a kind that cannot be used");
      }
    }
    throw new TlsProblem("`" + file + "` has no private key; a PEM file with one was expected");
  }

  private static @Nullable PrivateKey key(byte @Nullable [] encoded) {
    if (encoded == null) {
      return null;
    }
    for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (GeneralSecurityException e) {
        // It is a key of another algorithm.
      }
    }
    return null;
  }

  /** Refuses a file that ends inside a block: somebody is still writing it. */
  private static String whole(Path file, String text) throws TlsProblem {
    long begun = BEGIN.matcher(text).results().count();
    if (begun != BLOCK.matcher(text).results().count()) {
      throw new TlsProblem("`" + file + "` has a block without its end; is it half-written?");
    }
    return text;
  }

  /** All of {@code file}, which is to be PEM. */
  static String text(Path file) throws TlsProblem {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new TlsProblem("`" + file + "` is larger than " + MAX_BYTES + " bytes");
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new TlsProblem("`" + file + "` cannot be read");
    }
  }

  private static byte[] bytes(Path file, String text) throws TlsProblem {
    try {
      return Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new TlsProblem("`" + file + "` has a block that is not Base64");
    }
  }
}
