package io.sallyport.core.token;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Recognises RSA keys of the generator of CVE-2017-15361 (ROCA), whose private keys can be computed
 * from the public ones. Its primes are powers of 65537 modulo many small primes at once, and so are
 * the moduli made of them. One of other origin is so by chance once in about 2^150.
 */
final class RocaFingerprint {

  private static final int GENERATOR = 65537;
  private static final int LARGEST_PRIME = 167;
  private static final List<Subgroup> SUBGROUPS = subgroups();

  private RocaFingerprint() {}

  /** The powers of the generator modulo {@code prime}. */
  private record Subgroup(int prime, BitSet powers) {

    static Subgroup of(int prime) {
      BitSet powers = new BitSet(prime);
      for (int power = 1; !powers.get(power); power = power * (GENERATOR % prime) % prime) {
        powers.set(power);
      }
      return new Subgroup(prime, powers);
    }

    boolean contains(BigInteger modulus) {
      return powers.get(modulus.mod(BigInteger.valueOf(prime)).intValue());
    }
  }

  static boolean matches(BigInteger modulus) {
    for (Subgroup subgroup : SUBGROUPS) {
      if (!subgroup.contains(modulus)) {
        return false;
      }
    }
    return true;
  }

  private static List<Subgroup> subgroups() {
    List<Subgroup> subgroups = new ArrayList<>();
    for (int number = 3; number <= LARGEST_PRIME; number += 2) {
      if (BigInteger.valueOf(number).isProbablePrime(20)) {
        subgroups.add(Subgroup.of(number));
      }
    }
    return subgroups;
  }
}
