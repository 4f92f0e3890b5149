package io.sallyport.edge.wire;

import io.netty.buffer.ByteBuf;
import io.sallyport.core.message.KnownHeader;
import org.jspecify.annotations.Nullable;

/** The lines between the chunks: sizes with their extensions, and the trailer section. */
final class ChunkFraming {

  /** Hexadecimal digits of a size. */
  private static final int MAX_DIGITS = 8;

  /** Octets of all extensions of one body. */
  private static final int MAX_EXTENSIONS = 4096;

  /** Octets of the trailer section. */
  private static final int MAX_TRAILERS = 8192;

  private static final int MAX_NAME = 64;

  enum Result {
    MORE,
    SIZE,
    LAST,
    MALFORMED
  }

  private enum At {
    SIZE,
    EXTENSION_NAME,
    EXTENSION_VALUE,
    EXTENSION_TOKEN,
    EXTENSION_QUOTED,
    EXTENSION_ESCAPE,
    EXTENSION_AFTER_QUOTE,
    SIZE_LF,
    DATA_CR,
    DATA_LF,
    TRAILER,
    TRAILER_NAME,
    TRAILER_VALUE,
    TRAILER_LF,
    LAST_LF
  }

  private final byte[] name = new byte[MAX_NAME];
  private At at = At.SIZE;
  private long size;
  private int digits;
  private int extensions;
  private int trailers;
  private int length;
  private String reason = "";

  void reset() {
    at = At.SIZE;
    size = 0;
    digits = 0;
    extensions = 0;
    trailers = 0;
    length = 0;
  }

  /** The size of the chunk that follows, in bytes. */
  long size() {
    return size;
  }

  String reason() {
    return reason;
  }

  /** The bytes of the chunk have been taken; its line end comes next. */
  void dataEnded() {
    at = At.DATA_CR;
  }

  Result read(ByteBuf in) {
    while (in.isReadable()) {
      byte b = in.readByte();
      At next = step(b);
      if (next == null) {
        return Result.MALFORMED;
      }
      boolean sized = at == At.SIZE_LF;
      boolean last = at == At.LAST_LF;
      at = next;
      if (last) {
        return Result.LAST;
      }
      if (sized && size > 0) {
        return Result.SIZE;
      }
    }
    return Result.MORE;
  }

  private @Nullable At step(byte b) {
    return switch (at) {
      case SIZE -> size(b);
      case EXTENSION_NAME,
          EXTENSION_VALUE,
          EXTENSION_TOKEN,
          EXTENSION_QUOTED,
          EXTENSION_ESCAPE,
          EXTENSION_AFTER_QUOTE ->
          extension(b);
      case SIZE_LF -> b == '\n' ? afterSize() : wrong("a chunk size without its line feed");
      case DATA_CR -> b == '\r' ? At.DATA_LF : wrong("a chunk longer than its size");
      case DATA_LF -> b == '\n' ? nextSize() : wrong("a chunk without its line end");
      case TRAILER, TRAILER_NAME, TRAILER_VALUE, TRAILER_LF -> trailer(b);
      case LAST_LF -> b == '\n' ? At.SIZE : wrong("a chunked body without its last line feed");
    };
  }

  private At nextSize() {
    size = 0;
    digits = 0;
    return At.SIZE;
  }

  private At afterSize() {
    return size == 0 ? At.TRAILER : At.DATA_CR;
  }

  private @Nullable At size(byte b) {
    int digit = Octets.hex(b);
    if (digit >= 0) {
      size = size << 4 | digit;
      return ++digits > MAX_DIGITS ? wrong("a chunk size with too many digits") : At.SIZE;
    }
    if (digits == 0) {
      return wrong("a chunk size that is not a hexadecimal number");
    }
    return afterExtension(b, "a chunk size followed by something else than an extension");
  }

  private @Nullable At afterExtension(byte b, String otherwise) {
    length = 0;
    return b == '\r' ? At.SIZE_LF : b == ';' ? At.EXTENSION_NAME : wrong(otherwise);
  }

  private @Nullable At extension(byte b) {
    String bad = "a malformed chunk extension";
    if (++extensions > MAX_EXTENSIONS) {
      return wrong("chunk extensions longer than " + MAX_EXTENSIONS + " bytes");
    }
    boolean token = Octets.isToken(b);
    return switch (at) {
      case EXTENSION_NAME -> {
        if (token) {
          length++;
          yield At.EXTENSION_NAME;
        }
        if (length == 0) {
          yield wrong(bad);
        }
        yield b == '=' ? At.EXTENSION_VALUE : afterExtension(b, bad);
      }
      case EXTENSION_VALUE ->
          b == '"' ? At.EXTENSION_QUOTED : token ? At.EXTENSION_TOKEN : wrong(bad);
      case EXTENSION_TOKEN -> token ? At.EXTENSION_TOKEN : afterExtension(b, bad);
      case EXTENSION_QUOTED -> {
        if (b == '"') {
          yield At.EXTENSION_AFTER_QUOTE;
        }
        if (b == '\\') {
          yield At.EXTENSION_ESCAPE;
        }
        yield Octets.isField(b) ? At.EXTENSION_QUOTED : wrong(bad);
      }
      case EXTENSION_ESCAPE -> Octets.isField(b) ? At.EXTENSION_QUOTED : wrong(bad);
      default -> afterExtension(b, bad);
    };
  }

  private @Nullable At trailer(byte b) {
    if (++trailers > MAX_TRAILERS) {
      return wrong("trailer fields longer than " + MAX_TRAILERS + " bytes");
    }
    return switch (at) {
      case TRAILER -> {
        length = 0;
        yield b == '\r' ? At.LAST_LF : trailerName(b);
      }
      case TRAILER_NAME -> b == ':' ? endOfName() : trailerName(b);
      case TRAILER_VALUE -> {
        if (b == '\r') {
          yield At.TRAILER_LF;
        }
        yield Octets.isField(b) ? At.TRAILER_VALUE : wrong("a control character in a trailer");
      }
      default -> b == '\n' ? At.TRAILER : wrong("a bare carriage return in a trailer");
    };
  }

  private @Nullable At trailerName(byte b) {
    if (!Octets.isToken(b) || length == MAX_NAME) {
      return wrong("a trailer field name that is not a short token followed by a colon");
    }
    name[length++] = b;
    return At.TRAILER_NAME;
  }

  /** Fields that frame or route a message are not allowed after it, RFC 9110 section 6.5.1. */
  private @Nullable At endOfName() {
    KnownHeader known = KnownHeader.of(name, 0, length);
    boolean forbidden =
        known == KnownHeader.CONTENT_LENGTH
            || known == KnownHeader.TRANSFER_ENCODING
            || known == KnownHeader.HOST;
    return forbidden ? wrong("a framing field in the trailer section") : At.TRAILER_VALUE;
  }

  private @Nullable At wrong(String why) {
    reason = why;
    return null;
  }
}
