package io.sallyport.policy;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A range of IPv4 or IPv6 addresses in CIDR notation, RFC 4632 and RFC 4291; one address without a
 * prefix length. An IPv4 address inside an IPv6 one is an IPv4 address.
 */
final class AddressRange {

  private static final int MAPPED_BITS = 96;

  private final byte[] address;
  private final int bits;

  private AddressRange(byte[] address, int bits) {
    this.address = address;
    this.bits = bits;
  }

  static Comparison within(Text value) throws InvalidPolicy {
    AddressRange range = parse(value.value());
    if (range == null) {
      throw value.invalid(
          "`" + value.value() + "` is not a range of addresses, expected `203.0.113.0/24`");
    }
    return (found, evaluation) -> {
      byte[] address = evaluation.address(found);
      return address != null && range.contains(address);
    };
  }

  /** The range that is written {@code text}, or null. */
  static @Nullable AddressRange parse(String text) {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    byte[] address = address(host);
    if (address == null) {
      return null;
    }
    int all = address.length * Byte.SIZE;
    if (slash < 0) {
      return new AddressRange(address, all);
    }
    boolean mapped = host.indexOf(':') >= 0 && address.length == 4;
    int bits = length(text.substring(slash + 1)) - (mapped ? MAPPED_BITS : 0);
    return bits < 0 || bits > all ? null : new AddressRange(address, bits);
  }

  boolean contains(byte[] other) {
    if (other.length != address.length) {
      return false;
    }
    int whole = bits / Byte.SIZE;
    for (int i = 0; i < whole; i++) {
      if (other[i] != address[i]) {
        return false;
      }
    }
    int left = bits % Byte.SIZE;
    return left == 0 || ((other[whole] ^ address[whole]) & 0xFF) >>> (Byte.SIZE - left) == 0;
  }

  /** A prefix length of at most three digits; a negative number for anything else. */
  private static int length(String text) {
    boolean digits =
        !text.isEmpty() && text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Integer.parseInt(text) : -1 - MAPPED_BITS;
  }

  /** The address that is written {@code text}, or null. */
  static byte @Nullable [] address(String text) {
    if (text.indexOf(':') < 0) {
      return version4(text);
    }
    if (text.indexOf('%') >= 0 || text.indexOf('[') >= 0) {
      return null;
    }
    try {
      // Reads a literal and never asks a name server.
      InetAddress address = Inet6Address.ofLiteral(text);
      return address.getAddress();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Four decimal numbers and nothing else: what else systems take for an address is disputed. */
  private static byte @Nullable [] version4(String text) {
    byte[] address = new byte[4];
    int start = 0;
    for (int i = 0; i < 4; i++) {
      int end = i < 3 ? text.indexOf('.', start) : text.length();
      int number = octet(text, start, end);
      if (number < 0) {
        return null;
      }
      address[i] = (byte) number;
      start = end + 1;
    }
    return address;
  }

  /** A number from 0 to 255 without zeros before it; negative for anything else. */
  private static int octet(String text, int from, int to) {
    int digits = to - from;
    if (digits < 1 || digits > 3 || (digits > 1 && text.charAt(from) == '0')) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number <= 255 ? number : -1;
  }
}
