package io.sallyport.core.token;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A JWS in compact serialisation, taken apart and not yet believed; RFC 7515 section 5.2. */
public final class Jws implements Reading {

  /** The longest token that is read, in bytes. */
  public static final int LONGEST = 64 * 1024;

  private final Algorithm algorithm;
  private final @Nullable String kid;
  private final byte[] payload;
  private final byte[] signature;
  private final byte[] text;
  private final int signed;

  private Jws(
      Algorithm algorithm,
      @Nullable String kid,
      byte[] payload,
      byte[] signature,
      byte[] text,
      int signed) {
    this.algorithm = algorithm;
    this.kid = kid;
    this.payload = payload;
    this.signature = signature;
    this.text = text;
    this.signed = signed;
  }

  /** Takes {@code token} apart. */
  public static Reading read(String token) {
    if (token.length() > LONGEST) {
      return new Malformed(
          Rejection.MALFORMED, "the token is " + token.length() + " characters long");
    }
    int first = token.indexOf('.');
    int second = first < 0 ? -1 : token.indexOf('.', first + 1);
    if (second < 0 || token.indexOf('.', second + 1) >= 0) {
      return new Malformed(Rejection.SEGMENTS, "the token does not consist of three segments");
    }
    return read(token, first, second);
  }

  /** What its header says it is signed with. */
  public Algorithm algorithm() {
    return algorithm;
  }

  /** Which key its header says it is signed with, or null. */
  public @Nullable String kid() {
    return kid;
  }

  /** What is signed, decoded. */
  byte[] payload() {
    return payload;
  }

  byte[] signature() {
    return signature;
  }

  /** The whole token in ASCII. */
  byte[] text() {
    return text;
  }

  /** How much of {@link #text}, from its start, is signed. */
  int signed() {
    return signed;
  }

  private static Reading read(String token, int first, int second) {
    // What is not Latin-1 becomes a question mark, which is no base64url.
    byte[] text = token.getBytes(StandardCharsets.ISO_8859_1);
    String part = "header";
    try {
      JsonObject header = JsonObject.read(Base64Url.decode(text, 0, first));
      refuseExtensions(header);
      String alg = header.text("alg");
      String kid = header.text("kid");
      Algorithm algorithm = alg == null ? null : Algorithm.named(alg);
      if (algorithm == null) {
        return new Malformed(
            Rejection.ALGORITHM,
            alg == null
                ? "the token's header has no `alg`"
                : "the token's algorithm is `" + Printable.of(alg) + "`");
      }
      part = "payload";
      byte[] payload = Base64Url.decode(text, first + 1, second);
      part = "signature";
      byte[] signature = Base64Url.decode(text, second + 1, text.length);
      return new Jws(algorithm, kid, payload, signature, text, second);
    } catch (Unacceptable e) {
      return new Malformed(Rejection.MALFORMED, "the token's " + part + " " + e.reason());
    }
  }

  /**
   * No extension is understood here, so each that must be makes the token invalid; RFC 7515 section
   * 4.1.11. An unencoded payload is one, RFC 7797, whether or not it is said to be critical.
   */
  private static void refuseExtensions(JsonObject header) throws Unacceptable {
    if (header.has("crit")) {
      throw new Unacceptable("says `crit`, and no extension is understood");
    }
    if (header.has("b64")) {
      throw new Unacceptable("says `b64`, and only encoded payloads are understood");
    }
  }
}
