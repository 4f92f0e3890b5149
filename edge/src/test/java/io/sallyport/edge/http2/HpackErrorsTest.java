package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Header blocks that cannot be decoded, which ends the connection: RFC 7541. */
class HpackErrorsTest extends OverHttp2 {

  /** A literal without indexing whose name is {@code x}. */
  private static final String X = "00 01 78";

  // Section 2.3.3: the index address space.

  @Test
  void refusesAnIndexBeyondTheTables() throws Exception {
    refused("c6");
  }

  @Test
  void refusesANameBeyondTheTables() throws Exception {
    refused("7f07 0474657374");
  }

  @Test
  void refusesTheFirstDynamicEntryWhenThereIsNone() throws Exception {
    refused("be");
  }

  // Section 4.2: the maximum table size.

  @Test
  void refusesATableSizeAtTheEndOfABlock() throws Exception {
    refused("3fe11f");
  }

  @Test
  void refusesThreeTableSizesInOneBlock() throws Exception {
    refusedAlone("20 20 20 82 84 86 41 01 61");
  }

  // Section 5.1: integers.

  @Test
  void refusesAnIntegerBeyondAllSizes() throws Exception {
    refused("ff ffffffff ff01");
  }

  @Test
  void refusesAnIntegerThatNeverEnds() throws Exception {
    refused("ff 8080808080808080808080");
  }

  @Test
  void refusesAStringLongerThanItsBlock() throws Exception {
    refused(X + "7f ffffff07");
  }

  // Section 5.2: strings. "test" with Huffman coding is 49509f.

  @Test
  void takesPaddingOfLessThanAnOctet() throws Exception {
    h2.request(1, RawBlock.get("/").octets(X + "83 49509f"));
    assertThat(h2.awaitAnswer(1).text()).endsWith("\nx: test\n");
  }

  @Test
  void refusesPaddingOfAnOctet() throws Exception {
    refused(X + "84 49509fff");
  }

  @Test
  void refusesPaddingWithZeros() throws Exception {
    refused(X + "83 495090");
  }

  @Test
  void refusesTheEndOfStringSymbol() throws Exception {
    refused(X + "87 fffffffd25427f");
  }

  // Section 6.1: index 0.

  @Test
  void refusesIndexZero() throws Exception {
    refused("80");
  }

  // Section 6.3: a size above the one announced.

  @Test
  void refusesATableLargerThanAnnounced() throws Exception {
    int announced = h2.announced(RawFrame.HEADER_TABLE_SIZE, 4096);
    RawBlock update = new RawBlock().integer(0x20, 5, announced + 1);
    refusedAlone(HexFormat.of().formatHex(update.bytes()) + "82 84 86 41 01 61");
  }

  /** Whether the mistake ends the connection although the request before it is whole. */
  private void refused(String mistake) throws Exception {
    int before = echo.calls();
    h2.request(1, RawBlock.get("/").octets(mistake));
    h2.awaitConnectionError(RawFrame.COMPRESSION_ERROR);
    assertThat(echo.calls()).as("requests that reached the route").isEqualTo(before);
  }

  private void refusedAlone(String block) throws Exception {
    int before = echo.calls();
    h2.request(1, new RawBlock().octets(block));
    h2.awaitConnectionError(RawFrame.COMPRESSION_ERROR);
    assertThat(echo.calls()).as("requests that reached the route").isEqualTo(before);
  }
}
