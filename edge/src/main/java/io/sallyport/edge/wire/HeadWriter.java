package io.sallyport.edge.wire;

import io.sallyport.core.message.HeaderRules;
import io.sallyport.core.message.KnownHeader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts the head of one HTTP/1.1 message together. One for each loop, used again for every message.
 *
 * <p>INVARIANT: nothing ends a line but this class.
 */
public final class HeadWriter extends FieldWriter {

  private static final byte[] PREFIX =
      HeaderRules.REMAPPED_PREFIX.getBytes(StandardCharsets.US_ASCII);

  private static final byte[] CONTENT_LENGTH =
      "Content-Length: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] WEBSOCKET =
      "Connection: Upgrade\r\nUpgrade: websocket\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CHUNKED =
      "Transfer-Encoding: chunked\r\n".getBytes(StandardCharsets.US_ASCII);

  private byte[] array = new byte[4096];
  private int length;

  byte[] array() {
    return array;
  }

  int length() {
    return length;
  }

  /** Starts a new head with {@code line}. */
  public HeadWriter start(byte[] line) {
    length = 0;
    begin();
    return raw(line);
  }

  /** Starts a new head with the request line and the Host field. */
  public HeadWriter start(String method, String target, String host) {
    length = 0;
    begin();
    if (!Octets.isToken(method) || !Octets.isTarget(target) || !Octets.isTarget(host)) {
      alter();
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

  /** Asks for WebSocket, or agrees to it. */
  public HeadWriter webSocket() {
    return raw(WEBSOCKET);
  }

  @Override
  protected void copy(Head head, int i, @Nullable KnownHeader known, boolean remapped) {
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

  @Override
  protected void field(String name, String value) {
    if (!Octets.isToken(name)) {
      alter();
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
      array[length++] = octet((byte) c);
    }
  }

  /** The rest of a value with characters that have no single octet goes out as UTF-8. */
  private void beyondLatin(String rest) {
    for (byte b : rest.getBytes(StandardCharsets.UTF_8)) {
      array[length++] = octet(b);
    }
  }

  private byte octet(byte b) {
    if (Octets.isField(b)) {
      return b;
    }
    alter();
    return ' ';
  }

  /** Writes the Date field, unless one was passed on. */
  public HeadWriter date(byte[] line) {
    return dateWritten() ? this : raw(line);
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
