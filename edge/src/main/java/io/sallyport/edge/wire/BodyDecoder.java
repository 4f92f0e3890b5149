package io.sallyport.edge.wire;

import io.netty.buffer.ByteBuf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes one message body out of a connection's bytes: a number of them, chunks, or all until the
 * connection ends. Chunked framing is read by the letter of RFC 9112 section 7.1; extensions and
 * trailer fields are checked, counted against a limit, and dropped.
 */
public final class BodyDecoder {

  /** What one call has achieved. */
  public enum Progress {
    /** More bytes are needed. */
    MORE,
    /** Some were handed on; there may be more. */
    SOME,
    /** The body is complete. */
    END,
    /** The bytes are not a body. */
    MALFORMED
  }

  private enum Mode {
    LENGTH,
    CHUNKED,
    UNTIL_CLOSE
  }

  private Mode mode = Mode.LENGTH;
  private long remaining;
  private final ChunkFraming chunks = new ChunkFraming();
  private @Nullable Malformed problem;

  /** The next body has {@code length} bytes. */
  public void length(long length) {
    mode = Mode.LENGTH;
    remaining = length;
  }

  /**
   * The next body is that of the response {@code head}, RFC 9112 section 6.3.
   *
   * @return its length, or -1 when it is not known
   */
  public long response(ResponseHead head) {
    if (head.chunked()) {
      chunked();
      return -1;
    }
    if (head.contentLength() >= 0) {
      length(head.contentLength());
    } else {
      untilClose();
    }
    return head.contentLength();
  }

  /** The next body is chunked. */
  public void chunked() {
    mode = Mode.CHUNKED;
    remaining = 0;
    chunks.reset();
  }

  /** The next body lasts until the connection ends. */
  public void untilClose() {
    mode = Mode.UNTIL_CLOSE;
  }

  /** Whether the end of the connection is the end of the body. */
  public boolean endsWithConnection() {
    return mode == Mode.UNTIL_CLOSE;
  }

  /** Why the body is malformed. */
  public Malformed problem() {
    return Objects.requireNonNull(problem);
  }

  /** Hands at most one run of bytes to {@code sink}. */
  public Progress decode(ByteBuf in, Sink sink) {
    return switch (mode) {
      case LENGTH -> remaining == 0 ? Progress.END : run(in, sink);
      case CHUNKED -> chunk(in, sink);
      case UNTIL_CLOSE -> {
        if (!in.isReadable()) {
          yield Progress.MORE;
        }
        sink.data(in, in.readableBytes());
        yield Progress.SOME;
      }
    };
  }

  private Progress run(ByteBuf in, Sink sink) {
    int length = (int) Math.min(remaining, in.readableBytes());
    if (length == 0) {
      return Progress.MORE;
    }
    remaining -= length;
    sink.data(in, length);
    return remaining == 0 && mode == Mode.LENGTH ? Progress.END : Progress.SOME;
  }

  private Progress chunk(ByteBuf in, Sink sink) {
    while (true) {
      if (remaining > 0) {
        Progress progress = run(in, sink);
        if (remaining == 0) {
          chunks.dataEnded();
        }
        return progress;
      }
      switch (chunks.read(in)) {
        case MORE -> {
          return Progress.MORE;
        }
        case SIZE -> remaining = chunks.size();
        case LAST -> {
          return Progress.END;
        }
        case MALFORMED -> {
          problem = Malformed.bad(chunks.reason());
          return Progress.MALFORMED;
        }
      }
    }
  }
}
