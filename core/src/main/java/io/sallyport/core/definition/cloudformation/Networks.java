package io.sallyport.core.definition.cloudformation;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A range of addresses in CIDR notation, RFC 4632.
 *
 * @param first its first address as a number
 * @param width the bits of an address: 32 or 128
 */
record Networks(BigInteger first, int prefix, int width) {

  static Optional<Networks> parse(String range) {
    int slash = range.indexOf('/');
    if (slash < 0 || !range.substring(slash + 1).matches("[0-9]{1,3}")) {
      return Optional.empty();
    }
    try {
      byte[] address = InetAddress.ofLiteral(range.substring(0, slash)).getAddress();
      int prefix = Integer.parseInt(range.substring(slash + 1));
      int width = address.length * Byte.SIZE;
      return prefix <= width
          ? Optional.of(new Networks(new BigInteger(1, address), prefix, width))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /**
   * The first {@code count} networks of {@code 2^bits} addresses; empty where they have no room.
   */
  Optional<List<String>> cut(int count, int bits) {
    int free = width - prefix - bits;
    if (free < 0 || BigInteger.ONE.shiftLeft(free).compareTo(BigInteger.valueOf(count)) < 0) {
      return Optional.empty();
    }
    List<String> networks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      BigInteger start = first.add(BigInteger.valueOf(i).shiftLeft(bits));
      networks.add(text(start) + "/" + (width - bits));
    }
    return Optional.of(networks);
  }

  private String text(BigInteger number) {
    byte[] bytes = new byte[width / Byte.SIZE];
    byte[] significant = number.toByteArray();
    for (int i = 0; i < bytes.length && i < significant.length; i++) {
      bytes[bytes.length - 1 - i] = significant[significant.length - 1 - i];
    }
    try {
      return InetAddress.getByAddress(bytes).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
