package io.sallyport.edge.http2;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames, strictly by RFC 9113 sections 4 and 6: their sizes, flags, padding and streams, and
 * that nothing comes between the parts of a header block. What a frame means is its handler's.
 */
public final class FrameReader {

  /** Why the connection has to end. */
  public record Violation(ErrorCode code, String reason) {}

  /** Frames that one header block may be spread over. */
  private static final int MAX_PARTS = 16;

  private final FrameHandler handler;
  private final int maxBlock;
  private byte[] block = {};
  private int blockLength;
  private int blockParts;
  private int blockStream;
  private boolean blockEnds;
  private boolean blockDependsOnItself;
  private boolean settingsSeen;

  /**
   * @param maxBlock the longest header block that is put together, in bytes
   */
  FrameReader(FrameHandler handler, int maxBlock) {
    this.handler = handler;
    this.maxBlock = maxBlock;
  }

  /** Whether the rest of a header block is to come. */
  boolean inBlock() {
    return blockStream != 0;
  }

  /** Whether {@code in} starts with a whole frame, or with one that is too long. */
  static boolean ready(ByteBuf in) {
    int readable = in.readableBytes();
    if (readable < Frame.HEADER) {
      return false;
    }
    int length = in.getUnsignedMedium(in.readerIndex());
    return length > Frame.MAX_PAYLOAD || readable >= Frame.HEADER + length;
  }

  /** Reads one frame, for which {@link #ready} said so; null, or why the connection has to end. */
  @Nullable Violation read(ByteBuf in) {
    int length = in.readUnsignedMedium();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt() & 0x7FFFFFFF;
    if (length > Frame.MAX_PAYLOAD) {
      return new Violation(ErrorCode.FRAME_SIZE_ERROR, "a frame of " + length + " bytes");
    }
    int end = in.readerIndex() + length;
    if (!settingsSeen && (type != Frame.SETTINGS || (flags & Frame.ACK) != 0)) {
      return protocol("a connection that does not start with SETTINGS");
    }
    if (inBlock() && (type != Frame.CONTINUATION || stream != blockStream)) {
      return protocol("a frame between the parts of a header block");
    }
    Violation wrong = frame(type, flags, stream, in, length);
    in.readerIndex(end);
    return wrong;
  }

  private @Nullable Violation frame(int type, int flags, int stream, ByteBuf in, int length) {
    return switch (type) {
      case Frame.DATA -> data(flags, stream, in, length);
      case Frame.HEADERS -> headers(flags, stream, in, length);
      case Frame.PRIORITY -> priority(stream, in, length);
      case Frame.RST_STREAM -> reset(stream, in, length);
      case Frame.SETTINGS -> settings(flags, stream, in, length);
      case Frame.PUSH_PROMISE -> protocol("a PUSH_PROMISE");
      case Frame.PING -> ping(flags, stream, in, length);
      case Frame.GOAWAY -> goAway(stream, in, length);
      case Frame.WINDOW_UPDATE -> windowUpdate(stream, in, length);
      case Frame.CONTINUATION -> continuation(flags, in, length);
      default -> handler.unknown();
    };
  }

  private @Nullable Violation data(int flags, int stream, ByteBuf in, int length) {
    if (stream == 0) {
      return protocol("DATA without a stream");
    }
    int padding = padding(flags, in, length);
    if (padding < 0) {
      return protocol("padding longer than its frame");
    }
    return handler.data(stream, in, length - padding, padding, (flags & Frame.END_STREAM) != 0);
  }

  /** The octets of padding with their length, or -1; takes the length from {@code in}. */
  private static int padding(int flags, ByteBuf in, int length) {
    if ((flags & Frame.PADDED) == 0) {
      return 0;
    }
    if (length == 0) {
      return -1;
    }
    int padding = in.readUnsignedByte() + 1;
    return padding > length ? -1 : padding;
  }

  private @Nullable Violation headers(int flags, int stream, ByteBuf in, int length) {
    if (stream == 0) {
      return protocol("HEADERS without a stream");
    }
    int padding = padding(flags, in, length);
    boolean priority = (flags & Frame.WITH_PRIORITY) != 0;
    int fragment = length - padding - (priority ? 5 : 0);
    if (padding < 0 || fragment < 0) {
      return protocol("padding longer than its frame");
    }
    blockDependsOnItself = false;
    if (priority) {
      blockDependsOnItself = (in.readInt() & 0x7FFFFFFF) == stream;
      in.skipBytes(1);
    }
    blockStream = stream;
    blockEnds = (flags & Frame.END_STREAM) != 0;
    blockLength = 0;
    blockParts = 0;
    return part(flags, in, fragment);
  }

  private @Nullable Violation continuation(int flags, ByteBuf in, int length) {
    return inBlock() ? part(flags, in, length) : protocol("a CONTINUATION of nothing");
  }

  private @Nullable Violation part(int flags, ByteBuf in, int length) {
    if (blockLength + length > maxBlock || ++blockParts > MAX_PARTS) {
      return new Violation(ErrorCode.ENHANCE_YOUR_CALM, "a header block without end");
    }
    if (block.length < blockLength + length) {
      block = Arrays.copyOf(block, Math.max(blockLength + length, 1024));
    }
    in.readBytes(block, blockLength, length);
    blockLength += length;
    if ((flags & Frame.END_HEADERS) == 0) {
      return null;
    }
    int stream = blockStream;
    blockStream = 0;
    return handler.headers(stream, blockEnds, blockDependsOnItself, block, blockLength);
  }

  private @Nullable Violation priority(int stream, ByteBuf in, int length) {
    if (stream == 0) {
      return protocol("PRIORITY without a stream");
    }
    if (length != 5) {
      return size("a PRIORITY");
    }
    return handler.priority(stream, (in.readInt() & 0x7FFFFFFF) == stream);
  }

  private @Nullable Violation reset(int stream, ByteBuf in, int length) {
    if (stream == 0) {
      return protocol("RST_STREAM without a stream");
    }
    return length == 4 ? handler.reset(stream, in.readInt()) : size("a RST_STREAM");
  }

  private @Nullable Violation settings(int flags, int stream, ByteBuf in, int length) {
    if (stream != 0) {
      return protocol("SETTINGS of a stream");
    }
    boolean ack = (flags & Frame.ACK) != 0;
    if (ack ? length != 0 : length % 6 != 0) {
      return size("a SETTINGS");
    }
    settingsSeen = true;
    if (ack) {
      return handler.settingsAcknowledged();
    }
    for (int i = 0; i < length; i += 6) {
      Violation wrong = handler.setting(in.readUnsignedShort(), in.readInt());
      if (wrong != null) {
        return wrong;
      }
    }
    return handler.settingsEnd();
  }

  private @Nullable Violation ping(int flags, int stream, ByteBuf in, int length) {
    if (stream != 0) {
      return protocol("a PING of a stream");
    }
    return length == 8 ? handler.ping(in.readLong(), (flags & Frame.ACK) != 0) : size("a PING");
  }

  private @Nullable Violation goAway(int stream, ByteBuf in, int length) {
    if (stream != 0) {
      return protocol("a GOAWAY of a stream");
    }
    return length < 8 ? size("a GOAWAY") : handler.goAway(in.readInt() & 0x7FFFFFFF, in.readInt());
  }

  private @Nullable Violation windowUpdate(int stream, ByteBuf in, int length) {
    return length == 4
        ? handler.windowUpdate(stream, in.readInt() & 0x7FFFFFFF)
        : size("a WINDOW_UPDATE");
  }

  static Violation protocol(String reason) {
    return new Violation(ErrorCode.PROTOCOL_ERROR, reason);
  }

  private static Violation size(String what) {
    return new Violation(ErrorCode.FRAME_SIZE_ERROR, what + " of a length it cannot have");
  }
}
