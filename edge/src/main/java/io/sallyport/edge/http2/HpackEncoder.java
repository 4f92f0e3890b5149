package io.sallyport.edge.http2;

import io.sallyport.core.message.KnownHeader;
import io.sallyport.edge.wire.Octets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Encodes header blocks (RFC 7541) with the static table and literals that are not indexed. It has
 * no dynamic table, so nothing is kept between blocks, and one for each loop serves all
 * connections. Strings are not Huffman-coded: that would cost CPU on every message and save little
 * beside a body.
 *
 * <p>Credentials are written as never indexed, so that nobody behind this connection compresses
 * them together with what an attacker chose (section 7.1.3), and so is what came that way. Here
 * itself that makes no difference, as nothing is ever indexed; it is for those behind.
 *
 * <p>INVARIANT: no octet of a string is written unless the grammar allows it there. Names that are
 * not tokens are left out, control characters in values are replaced by spaces, blanks around a
 * value are dropped (RFC 9113, section 8.2.1). Callers that would rather refuse ask {@link
 * #altered}. What is given as bytes has been checked by whoever parsed it.
 */
public final class HpackEncoder {

  private static final int INDEXED = 0x80;
  private static final byte NEVER_INDEXED = 0x10;
  private static final byte[] NONE = {};

  /** Room for what stands beside the octets of a name and a value. */
  private static final int PREFIXES = 16;

  /** What stands before the value of a field with a static name, by its index. */
  private static final byte[][] STATIC = staticNames();

  /** What stands before the value of a known field, by its ordinal. */
  private static final byte[][] KNOWN = knownNames();

  private byte[] array = new byte[1024];
  private int length;

  /** Where the field written last begins. */
  private int last;

  private boolean altered;

  /** The block, from its first octet to {@link #length}. */
  public byte[] array() {
    return array;
  }

  /** The length of the block, in bytes. */
  public int length() {
    return length;
  }

  /** Whether something could not be written as it was given. */
  public boolean altered() {
    return altered;
  }

  /** Forgets the last block. */
  public void start() {
    length = 0;
    altered = false;
  }

  /** Writes {@code :status}, three digits. */
  public void status(int status) {
    room(PREFIXES);
    int index = indexOf(status);
    if (index != 0) {
      array[length++] = (byte) (INDEXED | index);
      return;
    }
    array[length++] = (byte) StaticTable.STATUS_200;
    array[length++] = 3;
    digits(status, 3);
  }

  /** Writes {@code :method}. */
  public void method(String method) {
    if (method.equals("GET")) {
      indexed(StaticTable.METHOD_GET);
    } else if (method.equals("POST")) {
      indexed(StaticTable.METHOD_POST);
    } else if (Octets.isToken(method)) {
      pseudo(StaticTable.METHOD_GET, method);
    } else {
      altered = true;
    }
  }

  /** Writes {@code :path}: the target in origin form, still encoded. */
  public void path(String path) {
    if (path.equals("/")) {
      indexed(StaticTable.PATH_ROOT);
    } else if (Octets.isTarget(path)) {
      pseudo(StaticTable.PATH_ROOT, path);
    } else {
      altered = true;
    }
  }

  /** Writes {@code :scheme}: https when {@code secure}, else http. */
  public void scheme(boolean secure) {
    indexed(secure ? StaticTable.SCHEME_HTTPS : StaticTable.SCHEME_HTTP);
  }

  /** Writes {@code :authority}: what HTTP/1.1 says in Host. */
  public void authority(String authority) {
    if (Octets.isTarget(authority)) {
      pseudo(StaticTable.AUTHORITY, authority);
    } else {
      altered = true;
    }
  }

  /** Makes the field written last, which is no pseudo-header field, one that is never indexed. */
  void neverIndex() {
    array[last] |= NEVER_INDEXED;
  }

  /** Writes the field {@code known}. */
  public void field(KnownHeader known, byte[] value, int from, int count) {
    byte[] name = KNOWN[known.ordinal()];
    room(name.length + count + PREFIXES);
    last = length;
    raw(name, 0, name.length);
    value(value, from, count);
  }

  /**
   * Writes a field, its name in lower case.
   *
   * @param known the constant of the name, or null when it has none
   */
  public void field(
      byte[] name,
      int nameFrom,
      int nameLength,
      @Nullable KnownHeader known,
      byte[] value,
      int valueFrom,
      int valueLength) {
    if (known != null) {
      field(known, value, valueFrom, valueLength);
      return;
    }
    room(nameLength + valueLength + PREFIXES);
    int begin = beginName(nameLength);
    raw(name, nameFrom, nameLength);
    endName(begin, nameLength);
    value(value, valueFrom, valueLength);
  }

  /**
   * Writes a field, its name in lower case, its value in Latin-1; from the first character that has
   * no single octet on, in UTF-8.
   *
   * @param known the constant of the name, or null when it has none
   */
  public void field(String name, @Nullable KnownHeader known, String value) {
    if (known != null) {
      byte[] bytes = KNOWN[known.ordinal()];
      room(bytes.length);
      last = length;
      raw(bytes, 0, bytes.length);
    } else if (Octets.isToken(name)) {
      room(name.length() + PREFIXES);
      int begin = beginName(name.length());
      latin(name, 0, name.length());
      endName(begin, name.length());
    } else {
      altered = true;
      return;
    }
    value(value);
  }

  /** Writes the field {@code known} with a decimal number that is not negative. */
  public void field(KnownHeader known, long value) {
    byte[] name = KNOWN[known.ordinal()];
    room(name.length + PREFIXES + 20);
    raw(name, 0, name.length);
    int count = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      count++;
    }
    array[length++] = (byte) count;
    digits(value, count);
  }

  private void indexed(int index) {
    room(1);
    array[length++] = (byte) (INDEXED | index);
  }

  private void pseudo(int nameIndex, String value) {
    room(value.length() + PREFIXES);
    array[length++] = (byte) nameIndex;
    integer(0, 0x7F, value.length());
    latin(value, 0, value.length());
  }

  /** Writes what stands before a name of {@code count} octets, and says where that begins. */
  private int beginName(int count) {
    int begin = length;
    last = begin;
    array[length++] = 0;
    integer(0, 0x7F, count);
    return begin;
  }

  /** Folds the name just written; when the static table has it, its index takes its place. */
  private void endName(int begin, int count) {
    byte[] bytes = array;
    for (int i = length - count; i < length; i++) {
      byte b = bytes[i];
      if (b >= 'A' && b <= 'Z') {
        bytes[i] = (byte) (b + 32);
      }
    }
    int index = StaticTable.indexOf(bytes, length - count, count);
    if (index != 0) {
      length = begin;
      raw(STATIC[index], 0, STATIC[index].length);
    } else if (isSensitive(bytes, length - count, count)) {
      bytes[begin] |= NEVER_INDEXED;
    }
  }

  /** Of the names that are not in the static table, in lower case. */
  private static boolean isSensitive(byte[] name, int from, int count) {
    return switch (count) {
      case 9 -> Octets.spells(name, from, from + count, "x-api-key");
      case 20 -> Octets.spells(name, from, from + count, "x-amz-security-token");
      default -> false;
    };
  }

  private void value(byte[] bytes, int from, int count) {
    integer(0, 0x7F, count);
    raw(bytes, from, count);
  }

  private void value(String value) {
    int from = 0;
    int to = value.length();
    while (from < to && isOuter(value.charAt(from))) {
      from++;
    }
    while (to > from && isOuter(value.charAt(to - 1))) {
      to--;
    }
    int wide = from;
    while (wide < to && value.charAt(wide) <= 0xFF) {
      wide++;
    }
    byte[] rest = wide == to ? NONE : value.substring(wide, to).getBytes(StandardCharsets.UTF_8);
    room(wide - from + rest.length + PREFIXES);
    integer(0, 0x7F, wide - from + rest.length);
    int begin = length;
    latin(value, from, wide);
    raw(rest, 0, rest.length);
    clean(begin);
  }

  /** Whether {@code c} is dropped at the ends of a value: a blank, or a control character. */
  private boolean isOuter(char c) {
    boolean blank = c == ' ' || c == '\t';
    boolean control = !blank && (c < ' ' || c == 0x7F);
    altered |= control;
    return blank || control;
  }

  private void clean(int begin) {
    for (int i = begin; i < length; i++) {
      if (!Octets.isField(array[i])) {
        altered = true;
        array[i] = ' ';
      }
    }
  }

  private void digits(long value, int count) {
    long rest = value;
    for (int i = length + count - 1; i >= length; i--) {
      array[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += count;
  }

  /** Writes an integer (section 5.1) whose first octet has {@code flags} above the prefix. */
  private void integer(int flags, int mask, int value) {
    if (value < mask) {
      array[length++] = (byte) (flags | value);
      return;
    }
    array[length++] = (byte) (flags | mask);
    int rest = value - mask;
    for (; rest >= 0x80; rest >>>= 7) {
      array[length++] = (byte) (rest | 0x80);
    }
    array[length++] = (byte) rest;
  }

  private void raw(byte[] bytes, int from, int count) {
    System.arraycopy(bytes, from, array, length, count);
    length += count;
  }

  @SuppressWarnings("deprecation") // the one method that copies Latin-1 characters without a check
  private void latin(String text, int from, int to) {
    text.getBytes(from, to, array, length);
    length += to - from;
  }

  private void room(int more) {
    if (array.length - length < more) {
      array = Arrays.copyOf(array, Math.max(array.length * 2, length + more));
    }
  }

  private static int indexOf(int status) {
    return switch (status) {
      case 200 -> StaticTable.STATUS_200;
      case 204 -> StaticTable.STATUS_204;
      case 206 -> StaticTable.STATUS_206;
      case 304 -> StaticTable.STATUS_304;
      case 400 -> StaticTable.STATUS_400;
      case 404 -> StaticTable.STATUS_404;
      case 500 -> StaticTable.STATUS_500;
      default -> 0;
    };
  }

  private static byte[][] staticNames() {
    byte[][] names = new byte[StaticTable.LENGTH + 1][];
    for (int index = 1; index < names.length; index++) {
      int flags = isSensitive(StaticTable.get(index).known) ? NEVER_INDEXED : 0;
      names[index] =
          index < 0x0F
              ? new byte[] {(byte) (flags | index)}
              : new byte[] {(byte) (flags | 0x0F), (byte) (index - 0x0F)};
    }
    return names;
  }

  private static byte[][] knownNames() {
    KnownHeader[] all = KnownHeader.values();
    byte[][] names = new byte[all.length][];
    for (KnownHeader known : all) {
      String lower = known.canonical().toLowerCase(Locale.ROOT);
      byte[] name = lower.getBytes(StandardCharsets.US_ASCII);
      int index = StaticTable.indexOf(name, 0, name.length);
      names[known.ordinal()] = index != 0 ? STATIC[index] : literalName(known, name);
    }
    return names;
  }

  private static byte[] literalName(KnownHeader known, byte[] name) {
    byte[] whole = new byte[name.length + 2];
    whole[0] = isSensitive(known) ? NEVER_INDEXED : 0;
    whole[1] = (byte) name.length;
    System.arraycopy(name, 0, whole, 2, name.length);
    return whole;
  }

  /** Whether a field of that name is a credential. */
  static boolean isSensitive(@Nullable KnownHeader known) {
    return known == KnownHeader.AUTHORIZATION
        || known == KnownHeader.PROXY_AUTHORIZATION
        || known == KnownHeader.COOKIE
        || known == KnownHeader.SET_COOKIE
        || known == KnownHeader.X_API_KEY;
  }
}
