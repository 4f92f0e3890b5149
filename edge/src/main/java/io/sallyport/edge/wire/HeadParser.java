package io.sallyport.edge.wire;

import io.netty.buffer.ByteBuf;
import io.sallyport.core.message.KnownHeader;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads message heads, strictly by RFC 9112: lines end in CRLF and nothing else, names are tokens,
 * values hold no control characters, no line is folded, and fields that frame the body say one
 * thing once. What is not exactly that is malformed; nothing is repaired.
 *
 * <p>Bytes are copied from the connection's buffer once, into the array that the finished head
 * keeps. Each line is checked as soon as it is complete, so that bytes which arrive one at a time
 * cost no more than the same bytes at once.
 */
public abstract class HeadParser<H extends Head> {

  private static final int FIRST_COPY = 1024;

  /** Where the parser stands. */
  public enum State {
    /** More bytes are needed. */
    MORE,
    /** The head is complete. */
    DONE,
    /** The bytes are not a head. */
    MALFORMED
  }

  private final HeadLimits limits;
  private H head;
  private byte[] bytes = {};
  private int filled;
  private int scan;
  private int line;
  private int fieldsFrom;
  private boolean started;
  private boolean encoded;
  private @Nullable Malformed problem;

  HeadParser(HeadLimits limits, H first) {
    this.limits = limits;
    this.head = first;
  }

  abstract H fresh();

  abstract @Nullable Malformed startLine(H head, int from, int to);

  abstract @Nullable Malformed field(H head, KnownHeader known, int valueFrom, int valueTo);

  abstract @Nullable Malformed finish(H head);

  /** Whether an empty line may come before the first line. */
  abstract boolean skipsEmptyLine(int at);

  /** The head read so far; whole after {@link State#DONE}. */
  public final H head() {
    return head;
  }

  /** Whether a byte of the next head has arrived. */
  public final boolean begun() {
    return started || filled > line;
  }

  /** Why the bytes are malformed. */
  public final Malformed problem() {
    return Objects.requireNonNull(problem);
  }

  /** Forgets the head and waits for the next. */
  public final void reset() {
    head = fresh();
    bytes = head.bytes;
    filled = 0;
    scan = 0;
    line = 0;
    fieldsFrom = 0;
    started = false;
    encoded = false;
    problem = null;
  }

  /** Reads from {@code in} up to the end of the head; what follows the head stays there. */
  public final State parse(ByteBuf in) {
    while (true) {
      if (!in.isReadable()) {
        return State.MORE;
      }
      fill(in);
      State state = lines();
      if (state == State.DONE) {
        in.readerIndex(in.readerIndex() - (filled - scan));
        return state;
      }
      if (state == State.MALFORMED) {
        return state;
      }
    }
  }

  private void fill(ByteBuf in) {
    int room = bytes.length - filled;
    if (room == 0) {
      int size = filled == 0 ? Math.min(in.readableBytes(), FIRST_COPY) : filled * 2;
      // Room for both limits and the bytes that show them exceeded.
      bytes = Arrays.copyOf(bytes, Math.min(Math.max(size, 64), limits.total() + 4));
      head.bytes = bytes;
      room = bytes.length - filled;
    }
    int length = Math.min(room, in.readableBytes());
    in.readBytes(bytes, filled, length);
    filled += length;
  }

  /** Takes every complete line there is. */
  private State lines() {
    byte[] b = bytes;
    int i = scan;
    while (i < filled) {
      if (Octets.isField(b[i])) {
        i++;
        continue;
      }
      if (b[i] != '\r') {
        return malformed(Malformed.bad("a control character or a bare line feed in the head"));
      }
      if (i + 1 == filled) {
        break;
      }
      if (b[i + 1] != '\n') {
        return malformed(Malformed.bad("a bare carriage return in the head"));
      }
      State state = line(line, i, i + 2);
      if (state != State.MORE) {
        return state;
      }
      i += 2;
    }
    scan = i;
    return overlong(i) ? malformed(tooLong()) : State.MORE;
  }

  private State line(int from, int to, int next) {
    if (overlong(to)) {
      return malformed(tooLong());
    }
    line = next;
    scan = next;
    Malformed wrong;
    if (!started) {
      if (from == to && skipsEmptyLine(next)) {
        return State.MORE;
      }
      started = true;
      fieldsFrom = next;
      wrong = startLine(head, from, to);
    } else if (from == to) {
      head.markNominated();
      wrong = framing();
      return wrong == null ? State.DONE : malformed(wrong);
    } else {
      wrong = fieldLine(from, to);
    }
    return wrong == null ? State.MORE : malformed(wrong);
  }

  private boolean overlong(int at) {
    return started ? at - fieldsFrom > limits.fields() : at - line > limits.startLine();
  }

  private Malformed tooLong() {
    return started
        ? new Malformed(431, "header fields longer than " + limits.fields() + " bytes")
        : new Malformed(414, "a request line longer than " + limits.startLine() + " bytes");
  }

  private @Nullable Malformed fieldLine(int from, int to) {
    byte[] b = bytes;
    int colon = from;
    while (colon < to && Octets.isToken(b[colon])) {
      colon++;
    }
    if (colon == from || colon == to || b[colon] != ':') {
      return Malformed.bad("a header field name that is not a token followed by a colon");
    }
    int valueFrom = colon + 1;
    while (valueFrom < to && Octets.isBlank(b[valueFrom])) {
      valueFrom++;
    }
    int valueTo = to;
    while (valueTo > valueFrom && Octets.isBlank(b[valueTo - 1])) {
      valueTo--;
    }
    if (head.size() == limits.count()) {
      return new Malformed(431, "more than " + limits.count() + " header fields");
    }
    KnownHeader known = KnownHeader.of(b, from, colon - from);
    head.add(from, colon, valueFrom, valueTo, known);
    return known == null ? null : known(known, valueFrom, valueTo);
  }

  private @Nullable Malformed known(KnownHeader known, int from, int to) {
    return switch (known) {
      case CONTENT_LENGTH -> contentLength(from, to);
      case TRANSFER_ENCODING -> transferEncoding(from, to);
      case CONNECTION -> connection(from, to);
      default -> field(head, known, from, to);
    };
  }

  private @Nullable Malformed contentLength(int from, int to) {
    if (head.contentLength >= 0) {
      return Malformed.bad("more than one Content-Length");
    }
    head.contentLength = Octets.number(bytes, from, to);
    return head.contentLength < 0 ? Malformed.bad("a Content-Length that is not a number") : null;
  }

  private @Nullable Malformed transferEncoding(int from, int to) {
    if (encoded) {
      return Malformed.bad("more than one Transfer-Encoding");
    }
    encoded = true;
    if (!Octets.spells(bytes, from, to, "chunked")) {
      return Malformed.bad("a Transfer-Encoding other than chunked");
    }
    head.chunked = true;
    return null;
  }

  private @Nullable Malformed connection(int from, int to) {
    int start = from;
    while (start < to) {
      int comma = start;
      while (comma < to && bytes[comma] != ',') {
        comma++;
      }
      int end = comma;
      while (start < end && Octets.isBlank(bytes[start])) {
        start++;
      }
      while (end > start && Octets.isBlank(bytes[end - 1])) {
        end--;
      }
      if (Octets.spells(bytes, start, end, "close")) {
        head.close = true;
      } else if (Octets.spells(bytes, start, end, "keep-alive")) {
        head.keepAlive = true;
      } else {
        head.nominates = true;
      }
      start = comma + 1;
    }
    return null;
  }

  private @Nullable Malformed framing() {
    if (head.chunked && head.contentLength >= 0) {
      return Malformed.bad("both Transfer-Encoding and Content-Length");
    }
    if (head.chunked && !head.http11) {
      return Malformed.bad("Transfer-Encoding in an HTTP/1.0 message");
    }
    return finish(head);
  }

  private State malformed(Malformed why) {
    problem = why;
    return State.MALFORMED;
  }

  /** {@code bytes[from, to)} as text. */
  final String text(int from, int to) {
    return Octets.text(bytes, from, to);
  }

  final byte[] bytes() {
    return bytes;
  }
}
