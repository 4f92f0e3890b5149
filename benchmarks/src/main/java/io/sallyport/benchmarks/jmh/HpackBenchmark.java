package io.sallyport.benchmarks.jmh;

import io.sallyport.core.message.KnownHeader;
import io.sallyport.edge.http2.HpackDecoder;
import io.sallyport.edge.http2.HpackEncoder;
import io.sallyport.edge.wire.FieldTarget;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Decoding the header block of a request, encoding that of a response. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class HpackBenchmark {

  /**
   * A GET with authority, path, user-agent, accept, accept-encoding and x-forwarded-for as nghttp2
   * encodes the first request of a connection: 133 bytes, nearly all of it Huffman-coded, five
   * fields to remember.
   */
  private static final byte[] FIRST =
      hex(
          "8287418b1d665cbe474d7415721e9f048b62bb0f2307b242d8861a177ab5d07f66a281b0dae053fafc"
              + "087ed4ce6aadf2a7979c89c6bed4b3bdc0b405c1fda988a4ea76040080010054c26b0b29fcb01680"
              + "b83f538b1d75d0620d263d4c7441ea508d9bd9abfa5242cb40d25fa523b3408bf2b4a7b3c0ec90b2"
              + "2d29ec8810195c0b842caeef");

  /** The same request once more on the same connection: 20 bytes, only the path is sent. */
  private static final byte[] NEXT = hex("8287c2048b62bb0f2307b242d8861a17c1c0bfbe");

  private static final byte[] JSON = ascii("application/json");
  private static final byte[] DATE = ascii("Mon, 23 Nov 2026 13:35:12 GMT");
  private static final byte[] CACHE_CONTROL = ascii("Cache-Control");
  private static final byte[] NO_STORE = ascii("no-store");

  private final HpackDecoder first = new HpackDecoder(4096);
  private final HpackDecoder next = new HpackDecoder(4096);
  private final HpackEncoder encoder = new HpackEncoder();
  private final Count count = new Count();

  /** Lets one decoder see the first request. */
  @Setup
  public void remember() {
    decode(next, FIRST);
    if (decode(next, NEXT) != decode(first, FIRST) || count.fields == 0) {
      throw new IllegalStateException("the two blocks are not the same request");
    }
  }

  /** The first request of a connection, eight fields. */
  @Benchmark
  public int decodeFirst() {
    return decode(first, FIRST);
  }

  /** Every other request of a connection, eight fields. */
  @Benchmark
  public int decodeNext() {
    return decode(next, NEXT);
  }

  /** A response of six fields. */
  @Benchmark
  public int encodeResponse() {
    encoder.start();
    encoder.status(200);
    encoder.field(KnownHeader.CONTENT_TYPE, JSON, 0, JSON.length);
    encoder.field(KnownHeader.CONTENT_LENGTH, 200);
    encoder.field(CACHE_CONTROL, 0, CACHE_CONTROL.length, null, NO_STORE, 0, NO_STORE.length);
    encoder.field(KnownHeader.DATE, DATE, 0, DATE.length);
    encoder.field(
        "x-amzn-RequestId", KnownHeader.X_AMZN_REQUEST_ID, "6a2f3b1e-7f0f-4c1b-9d55-0f6c1c3a7d21");
    return encoder.length();
  }

  private int decode(HpackDecoder decoder, byte[] block) {
    count.fields = 0;
    count.bytes = 0;
    String wrong = decoder.decode(block, 0, block.length, count);
    if (wrong != null) {
      throw new IllegalStateException(wrong);
    }
    return count.bytes;
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** A target that only counts. */
  private static final class Count implements FieldTarget {
    private int fields;
    private int bytes;

    @Override
    public void field(
        byte[] name,
        int nameFrom,
        int nameLength,
        byte[] value,
        int valueFrom,
        int valueLength,
        @Nullable KnownHeader known) {
      fields++;
      bytes += nameLength + valueLength;
    }
  }
}
