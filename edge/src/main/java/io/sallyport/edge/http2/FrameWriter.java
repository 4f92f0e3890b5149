package io.sallyport.edge.http2;

import io.netty.buffer.ByteBuf;
import io.sallyport.edge.wire.Output;

/** Writes the frames of one connection. */
final class FrameWriter {

  /** A dynamic table size update to 0, RFC 7541 section 6.3. */
  private static final int NO_TABLE = 0x20;

  private final Output output;
  private boolean tableFreed;

  FrameWriter(Output output) {
    this.output = output;
  }

  /** A SETTINGS frame of names and values in turn. */
  void settings(int... settings) {
    ByteBuf out = start(settings.length * 3, Frame.SETTINGS, 0, 0);
    for (int i = 0; i < settings.length; i += 2) {
      out.writeShort(settings[i]).writeInt(settings[i + 1]);
    }
  }

  void settingsAck() {
    start(0, Frame.SETTINGS, Frame.ACK, 0);
  }

  void ping(long data, boolean ack) {
    start(8, Frame.PING, ack ? Frame.ACK : 0, 0).writeLong(data);
  }

  void goAway(int lastStream, ErrorCode why) {
    start(8, Frame.GOAWAY, 0, 0).writeInt(lastStream).writeInt(why.ordinal());
  }

  void reset(int stream, ErrorCode why) {
    start(4, Frame.RST_STREAM, 0, stream).writeInt(why.ordinal());
  }

  void windowUpdate(int stream, int more) {
    start(4, Frame.WINDOW_UPDATE, 0, stream).writeInt(more);
  }

  /** A header block, in as many frames as it needs. */
  void headers(int stream, byte[] block, int length, boolean endStream) {
    int type = Frame.HEADERS;
    int flags = endStream ? Frame.END_STREAM : 0;
    int from = 0;
    do {
      // We have no dynamic table, whatever size the peer allows; the first block says so.
      int update = tableFreed ? 0 : 1;
      int run = Math.min(length - from, Frame.MAX_PAYLOAD - update);
      flags |= from + run == length ? Frame.END_HEADERS : 0;
      ByteBuf out = start(run + update, type, flags, stream);
      if (!tableFreed) {
        tableFreed = true;
        out.writeByte(NO_TABLE);
      }
      out.writeBytes(block, from, run);
      from += run;
      type = Frame.CONTINUATION;
      flags = 0;
    } while (from < length);
  }

  /** The next {@code length} bytes of {@code in}, at most one frame's. */
  void data(int stream, ByteBuf in, int length, boolean endStream) {
    start(length, Frame.DATA, endStream ? Frame.END_STREAM : 0, stream);
    output.data(in, length);
  }

  void endStream(int stream) {
    start(0, Frame.DATA, Frame.END_STREAM, stream);
  }

  private ByteBuf start(int length, int type, int flags, int stream) {
    // Payloads of data follow by themselves, maybe without a copy.
    int room = type == Frame.DATA ? Frame.HEADER : Frame.HEADER + length;
    return output.room(room).writeMedium(length).writeByte(type).writeByte(flags).writeInt(stream);
  }
}
