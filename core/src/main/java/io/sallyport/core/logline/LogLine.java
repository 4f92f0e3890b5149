package io.sallyport.core.logline;

import java.util.Arrays;

/**
 * A growing buffer of bytes that log lines are rendered into; reused, so that a line makes no
 * garbage. Used by one thread at a time.
 */
public final class LogLine {

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private byte[] bytes;
  private int length;

  /**
   * @param capacity bytes to start with; it grows as lines need
   */
  public LogLine(int capacity) {
    this.bytes = new byte[Math.max(64, capacity)];
  }

  /** The buffer itself; only the first {@link #length} bytes count. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  /** Forgets what was written, and keeps the room. */
  public void clear() {
    length = 0;
  }

  /** Cuts what was written after {@code end}. */
  public void cut(int end) {
    length = end;
  }

  /** One byte as it is. */
  public LogLine raw(int b) {
    room(1);
    bytes[length++] = (byte) b;
    return this;
  }

  /** Bytes as they are. */
  public LogLine raw(byte[] text) {
    room(text.length);
    System.arraycopy(text, 0, bytes, length, text.length);
    length += text.length;
    return this;
  }

  /** A number in decimal. */
  public LogLine number(long value) {
    room(20);
    if (value < 0) {
      bytes[length++] = '-';
    }
    long rest = value;
    int digits = 1;
    while ((rest /= 10) != 0) {
      digits++;
    }
    rest = value;
    for (int i = length + digits - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + Math.abs(rest % 10));
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /** A number from 0 to 99 in two digits. */
  LogLine two(int value) {
    return raw('0' + value / 10).raw('0' + value % 10);
  }

  /**
   * Text of unknown origin as UTF-8, written so that it stays in its place. Characters that could
   * end a line or steer a terminal are escaped, however it is quoted.
   */
  public LogLine text(String value, Quoting quoting) {
    switch (quoting) {
      case NONE, BACKSLASH, FIELD -> plain(value, quoting);
      case XML -> XmlText.write(value, this);
      case CSV -> CsvText.write(value, this);
    }
    return this;
  }

  private void plain(String value, Quoting quoting) {
    room(value.length() * 6);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c > 0x20 && c < 0x7F) {
        if ((c == '"' || c == '\\') && quoting != Quoting.NONE) {
          bytes[length++] = '\\';
        }
        bytes[length++] = (byte) c;
      } else if (c == ' ' && quoting != Quoting.FIELD) {
        bytes[length++] = ' ';
      } else {
        i += wide(value, i, c);
      }
    }
  }

  /**
   * The character of {@code value} at {@code at}, escaped with a backslash where it could do harm.
   *
   * @return the number of further characters that were used
   */
  int character(String value, int at) {
    room(6);
    char c = value.charAt(at);
    if (c >= 0x20 && c < 0x7F) {
      bytes[length++] = (byte) c;
      return 0;
    }
    return wide(value, at, c);
  }

  /** Four hexadecimal digits. */
  LogLine hex(char c) {
    room(4);
    bytes[length++] = HEX[c >> 12];
    bytes[length++] = HEX[c >> 8 & 0xF];
    bytes[length++] = HEX[c >> 4 & 0xF];
    bytes[length++] = HEX[c & 0xF];
    return this;
  }

  /** Whether a character could end a line, steer a terminal or deceive a reader. */
  static boolean isHarmful(char c) {
    return c < 0x20
        || (c >= 0x7F && c < 0xA0)
        || c == '\u2028'
        || c == '\u2029'
        || c == '\uFEFF'
        || isDirection(c);
  }

  /** Writes a character beyond printable ASCII; gives the number of further characters used. */
  private int wide(String value, int at, char c) {
    if (c == ' ' || isHarmful(c)) {
      escape(c);
    } else if (c < 0x800) {
      bytes[length++] = (byte) (0xC0 | c >> 6);
      bytes[length++] = (byte) (0x80 | (c & 0x3F));
    } else if (Character.isHighSurrogate(c)
        && at + 1 < value.length()
        && Character.isLowSurrogate(value.charAt(at + 1))) {
      int point = Character.toCodePoint(c, value.charAt(at + 1));
      bytes[length++] = (byte) (0xF0 | point >> 18);
      bytes[length++] = (byte) (0x80 | ((point >> 12) & 0x3F));
      bytes[length++] = (byte) (0x80 | ((point >> 6) & 0x3F));
      bytes[length++] = (byte) (0x80 | (point & 0x3F));
      return 1;
    } else if (Character.isSurrogate(c)) {
      escape(c);
    } else {
      bytes[length++] = (byte) (0xE0 | c >> 12);
      bytes[length++] = (byte) (0x80 | ((c >> 6) & 0x3F));
      bytes[length++] = (byte) (0x80 | (c & 0x3F));
    }
    return 0;
  }

  /** Signs that turn the direction of writing, and with them what a reader takes a line for. */
  private static boolean isDirection(char c) {
    return (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
  }

  private void escape(char c) {
    bytes[length++] = '\\';
    bytes[length++] = 'u';
    hex(c);
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
