package io.sallyport.core.token;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys an issuer publishes; RFC 7517 section 5. A key of no use here does not spoil the others:
 * it is remembered, so that a token that names it is refused with the reason.
 */
public final class KeySet {

  /** A set without keys. */
  public static final KeySet EMPTY = new KeySet(List.of(), Map.of());

  private final List<VerificationKey> keys;
  private final Map<String, VerificationKey> byId = new HashMap<>();
  private final Map<String, String> useless;

  private KeySet(List<VerificationKey> keys, Map<String, String> useless) {
    this.keys = List.copyOf(keys);
    this.useless = Map.copyOf(useless);
    for (VerificationKey key : keys) {
      if (key.kid() != null && !useless.containsKey(key.kid())) {
        byId.put(key.kid(), key);
      }
    }
  }

  /** What came of reading a set. */
  public sealed interface ReadSet {}

  /** A set, whatever it holds. */
  public record Read(KeySet keys) implements ReadSet {}

  /**
   * Something that is no set.
   *
   * @param reason a sentence for the operator
   */
  public record Unreadable(String reason) implements ReadSet {}

  /** Reads a JWK set. */
  public static ReadSet read(byte[] document, Cryptography cryptography) {
    try {
      Object listed = JsonObject.read(document).members().get("keys");
      if (!(listed instanceof List<?> list)) {
        return new Unreadable("the key set has no list `keys`");
      }
      return new Read(read(list, cryptography));
    } catch (Unacceptable e) {
      return new Unreadable("the key set " + e.reason());
    }
  }

  /** How many keys can be used. */
  public int size() {
    return keys.size();
  }

  /** Why the others cannot, by their ids. */
  public Map<String, String> useless() {
    return useless;
  }

  /**
   * Verifies the signature of {@code jws} with the key it names; where it names none, with the only
   * one.
   *
   * @param allowed the algorithms that are believed
   */
  public Verification verify(Jws jws, Set<Algorithm> allowed) {
    Algorithm algorithm = jws.algorithm();
    if (!allowed.contains(algorithm)) {
      return rejected(
          Rejection.ALGORITHM,
          "the token is signed with `" + algorithm.alg() + "`, which is not allowed");
    }
    String kid = jws.kid();
    VerificationKey key = kid == null ? only() : byId.get(kid);
    if (key == null) {
      return unknown(kid);
    }
    String unfit = key.unfit(algorithm);
    if (unfit != null) {
      return rejected(
          Rejection.UNFIT_KEY,
          "the token is signed with `" + algorithm.alg() + "`, and its key " + unfit);
    }
    return key.signed(jws)
        ? new Verification.Verified(key)
        : rejected(Rejection.SIGNATURE, "the token's signature is not its key's");
  }

  /** Whether a key of that id is here, of use or not. */
  boolean knows(String kid) {
    return byId.containsKey(kid) || useless.containsKey(kid);
  }

  /** Whether {@code key} is, as an object, one of these. */
  boolean holds(VerificationKey key) {
    String kid = key.kid();
    return kid == null ? keys.contains(key) : byId.get(kid) == key;
  }

  /**
   * This set with the objects of {@code before} for the keys that are in both; {@code before}
   * itself when nothing else has changed. So what was remembered of a key stays true while the key
   * is there.
   */
  KeySet over(KeySet before) {
    List<VerificationKey> merged = new ArrayList<>(keys.size());
    for (VerificationKey key : keys) {
      merged.add(before.keys.stream().filter(key::isSame).findFirst().orElse(key));
    }
    return merged.equals(before.keys) && useless.equals(before.useless)
        ? before
        : new KeySet(merged, useless);
  }

  private @Nullable VerificationKey only() {
    return keys.size() == 1 && useless.isEmpty() ? keys.getFirst() : null;
  }

  private Verification unknown(@Nullable String kid) {
    if (kid == null) {
      return rejected(
          Rejection.UNKNOWN_KEY, "the token names no key, and there are " + keys.size());
    }
    String why = useless.get(kid);
    return why != null
        ? rejected(Rejection.UNFIT_KEY, "the token's key `" + Printable.of(kid) + "` " + why)
        : rejected(
            Rejection.UNKNOWN_KEY,
            "the token's key `" + Printable.of(kid) + "` is not among those of its issuer");
  }

  private static KeySet read(List<?> list, Cryptography cryptography) {
    List<VerificationKey> keys = new ArrayList<>();
    Map<String, String> useless = new HashMap<>();
    Map<String, Integer> ids = new HashMap<>();
    for (Object element : list) {
      JsonObject jwk = JsonObject.of(element);
      String kid = jwk.members().get("kid") instanceof String text ? text : "";
      try {
        if (ids.merge(kid, 1, Integer::sum) > 1 && !kid.isEmpty()) {
          throw new Unacceptable("is there twice");
        }
        keys.add(new KeyReader(jwk, cryptography).read());
      } catch (Unacceptable e) {
        useless.put(kid, e.reason());
      }
    }
    // INVARIANT: of two keys with one id neither is used, because nobody can say which is meant.
    keys.removeIf(key -> key.kid() != null && useless.containsKey(key.kid()));
    return new KeySet(keys, useless);
  }

  private static Verification rejected(Rejection rejection, String reason) {
    return new Verification.Rejected(rejection, reason);
  }
}
