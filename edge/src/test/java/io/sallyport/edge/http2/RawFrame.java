package io.sallyport.edge.http2;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** One frame as it is on the wire, RFC 9113 section 4.1, right or wrong. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares frames
record RawFrame(int type, int flags, int stream, byte[] payload) {

  // Types, RFC 9113 section 6.
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PUSH_PROMISE = 5;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  // Flags.
  static final int NONE = 0;
  static final int ACK = 0x1;
  static final int END_STREAM = 0x1;
  static final int END_HEADERS = 0x4;
  static final int PADDED = 0x8;
  static final int PRIORITIZED = 0x20;

  // Error codes, RFC 9113 section 7.
  static final int NO_ERROR = 0;
  static final int PROTOCOL_ERROR = 1;
  static final int INTERNAL_ERROR = 2;
  static final int FLOW_CONTROL_ERROR = 3;
  static final int STREAM_CLOSED = 5;
  static final int FRAME_SIZE_ERROR = 6;
  static final int REFUSED_STREAM = 7;
  static final int CANCEL = 8;
  static final int COMPRESSION_ERROR = 9;
  static final int ENHANCE_YOUR_CALM = 11;
  static final int INADEQUATE_SECURITY = 12;

  // Settings, RFC 9113 section 6.5.2.
  static final int HEADER_TABLE_SIZE = 1;
  static final int ENABLE_PUSH = 2;
  static final int MAX_CONCURRENT_STREAMS = 3;
  static final int INITIAL_WINDOW_SIZE = 4;
  static final int MAX_FRAME_SIZE = 5;
  static final int MAX_HEADER_LIST_SIZE = 6;

  /** The greatest window, and the greatest step of a WINDOW_UPDATE. */
  static final int MAX_WINDOW = Integer.MAX_VALUE;

  private static final String[] NAMES = {
    "DATA",
    "HEADERS",
    "PRIORITY",
    "RST_STREAM",
    "SETTINGS",
    "PUSH_PROMISE",
    "PING",
    "GOAWAY",
    "WINDOW_UPDATE",
    "CONTINUATION"
  };

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** The error code of a RST_STREAM or GOAWAY. */
  int code() {
    return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? 4 : 0);
  }

  /** The last stream that a GOAWAY says was or might have been acted on. */
  int lastStream() {
    return ByteBuffer.wrap(payload).getInt(0);
  }

  /** The payload of a DATA frame without padding. */
  String text() {
    int from = has(PADDED) ? 1 : 0;
    int padding = has(PADDED) ? payload[0] & 0xff : 0;
    return new String(payload, from, payload.length - from - padding, StandardCharsets.ISO_8859_1);
  }

  byte[] encoded() {
    return ByteBuffer.allocate(9 + payload.length)
        .put((byte) (payload.length >> 16))
        .putShort((short) payload.length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  @Override
  public String toString() {
    String name = type < NAMES.length ? NAMES[type] : "type " + type;
    int shown = Math.min(payload.length, 32);
    return name
        + " flags "
        + flags
        + " stream "
        + stream
        + " length "
        + payload.length
        + " "
        + HexFormat.of().formatHex(payload, 0, shown);
  }
}
