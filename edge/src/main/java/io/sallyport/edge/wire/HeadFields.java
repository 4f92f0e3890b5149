package io.sallyport.edge.wire;

import io.sallyport.core.message.KnownHeader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts a head together from fields that come one by one, as HTTP/2 sends them, strictly by RFC 9113
 * section 8. The first mistake counts; what follows it is not kept.
 */
public abstract class HeadFields<H extends Head> implements FieldTarget {

  private static final int FIRST = 512;

  private final HeadLimits limits;
  private H head;
  private byte[] bytes = {};
  private int filled;
  private int charged;
  private int cookies;
  private @Nullable Malformed problem;

  HeadFields(HeadLimits limits, H first) {
    this.limits = limits;
    this.head = first;
  }

  /** A pseudo-header field; the name includes its colon. */
  abstract @Nullable Malformed pseudo(
      byte[] name, int nameFrom, int nameTo, byte[] value, int valueFrom, int valueTo);

  /** A header field whose name is known. */
  abstract @Nullable Malformed known(KnownHeader known, byte[] value, int valueFrom, int valueTo);

  final HeadLimits limits() {
    return limits;
  }

  final H head() {
    return head;
  }

  /** Whether a field that is not a pseudo-header field has come. */
  final boolean fieldsBegun() {
    return head.size() > 0;
  }

  final void begin(H fresh) {
    head = fresh;
    bytes = fresh.bytes;
    filled = 0;
    charged = 0;
    cookies = 0;
    problem = null;
    fresh.http11 = true;
  }

  @Override
  public final void field(
      byte[] name,
      int nameFrom,
      int nameLength,
      byte[] value,
      int valueFrom,
      int valueLength,
      @Nullable KnownHeader known) {
    if (problem != null) {
      return;
    }
    int nameTo = nameFrom + nameLength;
    int valueTo = valueFrom + valueLength;
    if (nameLength > 0 && name[nameFrom] == ':') {
      problem =
          fieldsBegun()
              ? Malformed.bad("a pseudo-header field after a header field")
              : pseudo(name, nameFrom, nameTo, value, valueFrom, valueTo);
    } else {
      problem = regular(name, nameFrom, nameTo, value, valueFrom, valueTo, known);
    }
  }

  @Override
  public final void neverIndexed() {
    // Of pseudo-header fields it is not kept: those that go out are made anew.
    if (problem == null && fieldsBegun()) {
      head.markNeverIndexed(head.size() - 1);
    }
  }

  private @Nullable Malformed regular(
      byte[] name,
      int nameFrom,
      int nameTo,
      byte[] value,
      int valueFrom,
      int valueTo,
      @Nullable KnownHeader known) {
    Malformed tooLong = charge(nameTo - nameFrom, valueTo - valueFrom);
    if (tooLong != null) {
      return tooLong;
    }
    if (head.size() == limits.count()) {
      return new Malformed(431, "more than " + limits.count() + " header fields");
    }
    if (!isName(name, nameFrom, nameTo)) {
      return Malformed.bad("a header field name that is not a token in lower case");
    }
    if (!isValue(value, valueFrom, valueTo)) {
      return Malformed.bad("a header field value with a control character or blanks around it");
    }
    Malformed wrong = known == null ? null : check(known, value, valueFrom, valueTo);
    if (wrong == null) {
      add(name, nameFrom, nameTo, value, valueFrom, valueTo, known);
    }
    return wrong;
  }

  /** Counts a field as HTTP/1.1 would, with its colon, blank and line end. */
  final @Nullable Malformed charge(int name, int value) {
    charged += name + value + 4;
    return charged > limits.fields()
        ? new Malformed(431, "header fields longer than " + limits.fields() + " bytes")
        : null;
  }

  private @Nullable Malformed check(KnownHeader known, byte[] value, int from, int to) {
    return switch (known) {
      case CONNECTION, KEEP_ALIVE, PROXY_CONNECTION, TRANSFER_ENCODING, UPGRADE ->
          Malformed.bad("a field of one connection, `" + known.canonical() + "`");
      case TE ->
          Octets.spells(value, from, to, "trailers")
              ? null
              : Malformed.bad("a TE other than `trailers`");
      case CONTENT_LENGTH -> contentLength(value, from, to);
      case COOKIE -> {
        cookies++;
        yield null;
      }
      default -> known(known, value, from, to);
    };
  }

  private @Nullable Malformed contentLength(byte[] value, int from, int to) {
    if (head.contentLength >= 0) {
      return Malformed.bad("more than one Content-Length");
    }
    head.contentLength = Octets.number(value, from, to);
    return head.contentLength < 0 ? Malformed.bad("a Content-Length that is not a number") : null;
  }

  /** Keeps a copy of the field. */
  final void add(
      byte[] name,
      int nameFrom,
      int nameTo,
      byte[] value,
      int valueFrom,
      int valueTo,
      @Nullable KnownHeader known) {
    int at = room(nameTo - nameFrom + valueTo - valueFrom);
    System.arraycopy(name, nameFrom, bytes, at, nameTo - nameFrom);
    int middle = at + nameTo - nameFrom;
    System.arraycopy(value, valueFrom, bytes, middle, valueTo - valueFrom);
    filled = middle + valueTo - valueFrom;
    head.add(at, middle, middle, filled, known);
  }

  private int room(int more) {
    if (bytes.length - filled < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.max(FIRST, bytes.length * 2), filled + more));
      head.bytes = bytes;
    }
    return filled;
  }

  /** Ends the head: the first mistake in it, or null. */
  final @Nullable Malformed end() {
    return problem == null && cookies > 1 ? mergeCookies() : problem;
  }

  /** Cookies may come one by one; elsewhere they are one field. RFC 9113 section 8.2.3. */
  private @Nullable Malformed mergeCookies() {
    int length = 0;
    for (int i = 0; i < head.size(); i++) {
      length += head.known(i) == KnownHeader.COOKIE ? head.valueLength(i) + 2 : 0;
    }
    if (filled + length > Head.MAX_LENGTH) {
      return new Malformed(431, "cookies longer than " + limits.fields() + " bytes");
    }
    int from = room(length);
    for (int i = 0; i < head.size(); i++) {
      if (head.known(i) == KnownHeader.COOKIE) {
        if (filled > from) {
          bytes[filled++] = ';';
          bytes[filled++] = ' ';
        }
        System.arraycopy(bytes, head.valueFrom(i), bytes, filled, head.valueLength(i));
        filled += head.valueLength(i);
      }
    }
    head.merge(KnownHeader.COOKIE, from, filled);
    return null;
  }

  private static boolean isName(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Octets.isToken(b[i]) || (b[i] >= 'A' && b[i] <= 'Z')) {
        return false;
      }
    }
    return from < to;
  }

  private static boolean isValue(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Octets.isField(b[i])) {
        return false;
      }
    }
    return from == to || (!Octets.isBlank(b[from]) && !Octets.isBlank(b[to - 1]));
  }
}
