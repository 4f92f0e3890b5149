package io.sallyport.edge.http2;

import io.netty.buffer.ByteBuf;
import io.sallyport.edge.http2.FrameReader.Violation;
import io.sallyport.edge.http2.Streams.How;
import org.jspecify.annotations.Nullable;

/**
 * What each frame does to a connection and its streams, and what it may not do: RFC 9113 sections 5
 * and 6.
 */
final class FrameRules implements FrameHandler {

  private static final int TABLE_SIZE = 4096;

  /** What a frame costs the peer that makes us undo work or do it for nothing. */
  private static final int MISTAKE = 4;

  private final Http2Session session;
  private final Streams streams;
  private final Windows windows;
  private final Balance balance;
  private final HpackDecoder decoder = new HpackDecoder(TABLE_SIZE);

  FrameRules(Http2Session session, Streams streams, Windows windows, Balance balance) {
    this.session = session;
    this.streams = streams;
    this.windows = windows;
    this.balance = balance;
  }

  @Override
  public @Nullable Violation windowUpdate(int id, int more) {
    Http2Stream stream = id == 0 ? null : streams.get(id);
    if (id == 0) {
      if (more == 0) {
        return FrameReader.protocol("a WINDOW_UPDATE of nothing");
      }
      if (!windows.open(more)) {
        return Windows.TOO_LARGE;
      }
    } else if (stream == null) {
      return session.idle(id)
          ? FrameReader.protocol("a WINDOW_UPDATE of an idle stream")
          : unknown();
    } else if (more == 0) {
      session.reset(stream, ErrorCode.PROTOCOL_ERROR, "a WINDOW_UPDATE of nothing");
    } else if (!stream.outgoing().opens(more)) {
      session.reset(stream, ErrorCode.FLOW_CONTROL_ERROR, "a window larger than a window can be");
    }
    session.proceed();
    return unknown();
  }

  @Override
  public @Nullable Violation data(int id, ByteBuf in, int length, int padding, boolean end) {
    if (!windows.received(length + padding)) {
      return new Violation(ErrorCode.FLOW_CONTROL_ERROR, "more DATA than the window allows");
    }
    Http2Stream stream = streams.get(id);
    if (stream == null) {
      session.consumed(null, length + padding);
      return length > 0 && streams.wereUnderWay(id, length + padding) ? null : afterEnd(id, "DATA");
    }
    ErrorCode wrong = stream.data(in, length, padding, end);
    if (wrong != null) {
      session.reset(stream, wrong, "DATA that does not fit its stream");
      return undone(id);
    }
    return length == 0 && !end ? unknown() : null;
  }

  /** A frame of a stream that is not open. */
  private @Nullable Violation afterEnd(int id, String what) {
    if (session.idle(id)) {
      return FrameReader.protocol(what + " of an idle stream");
    }
    How how = streams.how(id);
    // Of a stream of our own that ended long ago nobody knows how; we may well have reset it.
    return how == How.RESET_BY_US || (how == How.UNKNOWN && !session.opens(id))
        ? unknown()
        : new Violation(ErrorCode.STREAM_CLOSED, what + " of a closed stream");
  }

  @Override
  public @Nullable Violation headers(
      int id, boolean end, boolean dependsOnItself, byte[] block, int length) {
    Http2Stream open = streams.get(id);
    String undecodable = decoder.decode(block, 0, length, session.fields(id, open));
    if (undecodable != null) {
      return new Violation(ErrorCode.COMPRESSION_ERROR, undecodable);
    }
    if (open == null) {
      if (!session.idle(id)) {
        return late(id, length);
      }
      if (!session.opens(id)) {
        return FrameReader.protocol("a stream that is not the peer's to open");
      }
      streams.lastPeer(id);
    } else if (open.remoteEnded()) {
      session.reset(open, ErrorCode.STREAM_CLOSED, "HEADERS after the end of the stream");
      return undone(id);
    }
    ErrorCode wrong = dependsOnItself ? ErrorCode.PROTOCOL_ERROR : session.headers(id, open, end);
    if (wrong == null) {
      return null;
    }
    session.refuse(id, wrong);
    return undone(id);
  }

  /** A header block of a stream that is not open any more. */
  private @Nullable Violation late(int id, int length) {
    if (session.opens(id) && streams.how(id) == How.UNKNOWN) {
      return FrameReader.protocol("a stream that is opened after a later one");
    }
    return streams.wereUnderWay(id, Frame.HEADER + length) ? null : afterEnd(id, "HEADERS");
  }

  @Override
  public @Nullable Violation priority(int id, boolean dependsOnItself) {
    Http2Stream stream = streams.get(id);
    if (dependsOnItself) {
      if (stream == null) {
        return FrameReader.protocol("a stream that depends on itself");
      }
      session.reset(stream, ErrorCode.PROTOCOL_ERROR, "a stream that depends on itself");
    }
    return unknown();
  }

  @Override
  public @Nullable Violation reset(int id, int code) {
    Http2Stream stream = streams.end(id, How.ENDED);
    if (stream == null) {
      return session.idle(id) ? FrameReader.protocol("RST_STREAM of an idle stream") : unknown();
    }
    stream.resetBy(code);
    Loss how = code == ErrorCode.REFUSED_STREAM.ordinal() ? Loss.REFUSED : Loss.RESET;
    stream.abandon(how, "the peer has reset the stream, code " + code);
    session.streamEnded();
    return undone(id);
  }

  @Override
  public @Nullable Violation setting(int name, int value) {
    switch (name) {
      case Frame.ENABLE_PUSH -> {
        if (value != 0 && value != 1) {
          return FrameReader.protocol("an ENABLE_PUSH other than 0 and 1");
        }
      }
      case Frame.MAX_FRAME_SIZE -> {
        if (value < Frame.MAX_PAYLOAD || value > 0xFFFFFF) {
          return FrameReader.protocol("a MAX_FRAME_SIZE out of range");
        }
      }
      case Frame.INITIAL_WINDOW_SIZE -> {
        return initialWindow(value);
      }
      case Frame.MAX_CONCURRENT_STREAMS ->
          session.maxStreams(value < 0 ? Integer.MAX_VALUE : value);
      case Frame.MAX_HEADER_LIST_SIZE -> session.maxFields(value < 0 ? Integer.MAX_VALUE : value);
      default -> {
        // The rest concerns what we do not do: a table of our own, longer frames.
      }
    }
    return null;
  }

  private @Nullable Violation initialWindow(int value) {
    if (value < 0) {
      return Windows.TOO_LARGE;
    }
    int change = windows.peerStream(value);
    for (Http2Stream stream : streams.all()) {
      if (!stream.outgoing().opens(change)) {
        return Windows.TOO_LARGE;
      }
    }
    // Every stream was changed, and one frame may ask for that thousands of times.
    return unknown();
  }

  @Override
  public @Nullable Violation settingsEnd() {
    session.frames().settingsAck();
    session.settled();
    session.proceed();
    return mistake();
  }

  @Override
  public @Nullable Violation settingsAcknowledged() {
    return unknown();
  }

  @Override
  public @Nullable Violation ping(long data, boolean ack) {
    if (ack) {
      session.pinged(data);
    } else {
      session.frames().ping(data, true);
    }
    return unknown();
  }

  @Override
  public @Nullable Violation goAway(int lastStream, int code) {
    session.peerGoesAway(lastStream, code);
    return unknown();
  }

  @Override
  public @Nullable Violation unknown() {
    return spend(1);
  }

  /** The peer has made us undo work, or do it for nothing. */
  @Nullable Violation mistake() {
    return spend(MISTAKE);
  }

  /**
   * The stream {@code id} came to nothing. Who does that to streams that we have opened cannot make
   * us open more, and undoes no work but our own; it may be a caller that has asked for it.
   */
  private @Nullable Violation undone(int id) {
    return session.opens(id) ? mistake() : null;
  }

  private @Nullable Violation spend(int cost) {
    return balance.spend(cost)
        ? null
        : new Violation(ErrorCode.ENHANCE_YOUR_CALM, "frames that bring nothing forward");
  }
}
