package io.sallyport.edge.wire;

import io.sallyport.core.message.HeaderEdits;
import io.sallyport.core.message.HeaderRules;
import io.sallyport.core.message.HeaderRules.Treatment;
import io.sallyport.core.message.Headers;
import io.sallyport.core.message.KnownHeader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts the head of one message together. One for each loop, used again for every message.
 *
 * <p>INVARIANT: no octet of a name, value or target that came from outside is written unless the
 * grammar allows it there. Names that are not tokens are left out, control characters in values are
 * replaced by spaces, so nothing can end a line but this class. Callers that would rather refuse
 * ask {@link #altered}.
 */
public final class HeadWriter {

  private static final byte[] PREFIX =
      HeaderRules.REMAPPED_PREFIX.getBytes(StandardCharsets.US_ASCII);

  private static final byte[] CONTENT_LENGTH =
      "Content-Length: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CHUNKED =
      "Transfer-Encoding: chunked\r\n".getBytes(StandardCharsets.US_ASCII);

  private byte[] array = new byte[4096];
  private int length;
  private boolean altered;
  private boolean dateWritten;

  byte[] array() {
    return array;
  }

  int length() {
    return length;
  }

  /** Whether something could not be written as it was given. */
  public boolean altered() {
    return altered;
  }

  /** Starts a new head with {@code line}. */
  public HeadWriter start(byte[] line) {
    length = 0;
    altered = false;
    dateWritten = false;
    return raw(line);
  }

  /** Starts a new head with the request line and the Host field. */
  public HeadWriter start(String method, String target, String host) {
    length = 0;
    altered = !Octets.isToken(method) || !Octets.isTarget(target) || !Octets.isTarget(host);
    dateWritten = false;
    if (altered) {
      return this;
    }
    room(method.length() + target.length() + host.length() + 32);
    latin(method);
    array[length++] = ' ';
    latin(target);
    ascii(" HTTP/1.1\r\nHost: ");
    latin(host);
    return end();
  }

  /** Writes {@code bytes} as they are. */
  public HeadWriter raw(byte[] bytes) {
    room(bytes.length);
    System.arraycopy(bytes, 0, array, length, bytes.length);
    length += bytes.length;
    return this;
  }

  /** Says that a body of {@code value} bytes follows. */
  public HeadWriter contentLength(long value) {
    raw(CONTENT_LENGTH);
    room(22);
    if (value < 10) {
      array[length++] = (byte) ('0' + value);
    } else {
      latin(Long.toString(value));
    }
    return end();
  }

  /** Says that a body in chunks follows. */
  public HeadWriter chunked() {
    return raw(CHUNKED);
  }

  /**
   * Writes the fields of {@code headers} that {@code rules} and {@code edits} leave.
   *
   * @param request whether this is a request: its Host is written already, and whoever waits for
   *     {@code 100 Continue} is answered by the edge itself
   */
  public HeadWriter fields(Headers headers, HeaderRules rules, HeaderEdits edits, boolean request) {
    boolean any = edits.size() > 0 || headers.size() > 0;
    if (!any) {
      return this;
    }
    for (int i = 0; i < headers.size(); i++) {
      KnownHeader known = headers.known(i);
      Treatment treatment = rules.of(known);
      if (treatment == Treatment.DROP || (treatment == Treatment.PASS && ours(known, request))) {
        continue;
      }
      if (!edits.hides(headers, i)) {
        base(headers, i, treatment == Treatment.REMAP, known);
      }
    }
    for (int i = 0; i < edits.size(); i++) {
      edit(edits.name(i), edits.value(i), request);
    }
    return this;
  }

  private static boolean ours(@Nullable KnownHeader known, boolean request) {
    return Framing.has(known)
        || (request && (known == KnownHeader.HOST || known == KnownHeader.EXPECT));
  }

  private void base(Headers headers, int i, boolean remapped, @Nullable KnownHeader known) {
    if (headers instanceof Head head) {
      if (!head.endsHere(i)) {
        copy(head, i, remapped);
        dateWritten |= known == KnownHeader.DATE && !remapped;
      }
      return;
    }
    String name = headers.name(i);
    dateWritten |= known == KnownHeader.DATE && !remapped;
    field(remapped ? HeaderRules.REMAPPED_PREFIX + name : name, headers.value(i));
  }

  private void copy(Head head, int i, boolean remapped) {
    int name = head.nameLength(i);
    int value = head.valueLength(i);
    room(PREFIX.length + name + value + 4);
    if (remapped) {
      raw(PREFIX);
    }
    System.arraycopy(head.array(), head.nameFrom(i), array, length, name);
    length += name;
    array[length++] = ':';
    array[length++] = ' ';
    System.arraycopy(head.array(), head.valueFrom(i), array, length, value);
    length += value;
    end();
  }

  private void edit(String name, String value, boolean request) {
    if (Framing.has(name) || (request && name.equalsIgnoreCase("Host"))) {
      return;
    }
    dateWritten |= name.equalsIgnoreCase("Date");
    field(name, value);
  }

  private void field(String name, String value) {
    if (!Octets.isToken(name)) {
      altered = true;
      return;
    }
    room(name.length() + 3 * value.length() + 4);
    latin(name);
    array[length++] = ':';
    array[length++] = ' ';
    value(value);
    end();
  }

  private void value(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c > 0xFF) {
        beyondLatin(value.substring(i));
        return;
      }
      byte b = (byte) c;
      if (!Octets.isField(b)) {
        altered = true;
        b = ' ';
      }
      array[length++] = b;
    }
  }

  /** The rest of a value with characters that have no single octet goes out as UTF-8. */
  private void beyondLatin(String rest) {
    for (byte b : rest.getBytes(StandardCharsets.UTF_8)) {
      altered |= !Octets.isField(b);
      array[length++] = Octets.isField(b) ? b : (byte) ' ';
    }
  }

  /** Writes the Date field, unless one was passed on. */
  public HeadWriter date(byte[] line) {
    return dateWritten ? this : raw(line);
  }

  /** Ends the head. */
  public HeadWriter finish() {
    room(2);
    return end();
  }

  private HeadWriter end() {
    array[length++] = '\r';
    array[length++] = '\n';
    return this;
  }

  private void ascii(String text) {
    room(text.length());
    latin(text);
  }

  @SuppressWarnings("deprecation") // the one method that copies Latin-1 characters without a check
  private void latin(String text) {
    text.getBytes(0, text.length(), array, length);
    length += text.length();
  }

  private void room(int more) {
    if (array.length - length < more + 2) {
      array = Arrays.copyOf(array, Math.max(array.length * 2, length + more + 2));
    }
  }
}
