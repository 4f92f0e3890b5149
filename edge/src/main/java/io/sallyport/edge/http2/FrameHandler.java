package io.sallyport.edge.http2;

import io.netty.buffer.ByteBuf;
import io.sallyport.edge.http2.FrameReader.Violation;
import org.jspecify.annotations.Nullable;

/** Gets well-formed frames, one by one; each method answers why the connection has to end. */
interface FrameHandler {

  @Nullable Violation data(int stream, ByteBuf in, int length, int padding, boolean end);

  @Nullable Violation headers(
      int stream, boolean end, boolean dependsOnItself, byte[] block, int length);

  @Nullable Violation priority(int stream, boolean dependsOnItself);

  @Nullable Violation reset(int stream, int code);

  @Nullable Violation setting(int name, int value);

  @Nullable Violation settingsEnd();

  @Nullable Violation settingsAcknowledged();

  @Nullable Violation ping(long data, boolean ack);

  @Nullable Violation goAway(int lastStream, int code);

  @Nullable Violation windowUpdate(int stream, int more);

  /** A frame of a type we do not know, which is ignored. */
  @Nullable Violation unknown();
}
