package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.message.KnownHeader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HpackDecoderTest {

  private final HpackDecoder decoder = new HpackDecoder(4096);

  @Test
  void refusesTheIndexZero() {
    assertThat(mistake("80")).isEqualTo("a field has the index `0`");
  }

  @Test
  void refusesAnIndexBeyondTheTables() {
    assertThat(mistake("be")).contains("`62`").contains("`61`");
    assertThat(mistake("ff 80 7f")).contains("`16383`");
    assertThat(Fields.of(decoder, "40 01 61 01 62 be")).containsExactly("a: b", "a: b");
    assertThat(mistake("bf")).contains("`63`").contains("`62`");
  }

  @Test
  void refusesANameWhoseIndexIsBeyondTheTables() {
    assertThat(mistake("7e 01 61")).as("remembered").contains("`62`");
    assertThat(mistake("0f 2f 01 61")).as("not indexed").contains("`62`");
    assertThat(mistake("1f 2f 01 61")).as("never indexed").contains("`62`");
  }

  @Test
  void refusesAnIntegerAboveTheGreatest() {
    assertThat(mistake("ff 80 ff ff ff 07")).as("2^31-1").contains("beyond");
    assertThat(mistake("ff 81 ff ff ff 07")).as("2^31").contains("larger than `2147483647`");
    assertThat(mistake("ff ff ff ff ff 7f")).contains("larger than");
    assertThat(mistake("00 7f 81 ff ff ff 07")).as("a length").contains("larger than");
    assertThat(mistake("3f ff ff ff ff 7f")).as("a table size").contains("larger than");
  }

  @Test
  void refusesAnIntegerThatGoesOnWithoutEnd() {
    assertThat(mistake("ff 80 80 80 80 80 00")).contains("longer than six octets");
    assertThat(mistake("3f 80 80 80 80 80 80 80 80 80 80 00")).contains("longer than six octets");
    assertThat(Fields.of(decoder, "8f 0f 80 80 80 80 00 00"))
        .as("five continuation octets")
        .containsExactly("accept-charset: ", "accept-charset: ");
  }

  @Test
  void refusesABlockThatEndsInsideAField() {
    String ending = "the header block ends inside an integer";
    assertThat(mistake("ff")).isEqualTo(ending);
    assertThat(mistake("ff 80")).isEqualTo(ending);
    assertThat(mistake("0f")).isEqualTo(ending);
    assertThat(mistake("7f")).isEqualTo(ending);
    assertThat(mistake("3f")).isEqualTo(ending);
    assertThat(mistake("00 7f")).isEqualTo(ending);
    assertThat(mistake("00")).contains("where a string should begin");
    assertThat(mistake("44")).contains("where a string should begin");
    assertThat(mistake("00 01 61")).contains("where a string should begin");
  }

  @Test
  void refusesAStringLongerThanItsBlock() {
    assertThat(mistake("00 02 61")).contains("`2`").contains("`1`");
    assertThat(mistake("00 01 61 02 62")).contains("`2`").contains("`1`");
    assertThat(mistake("00 01 61 82 1f")).as("Huffman-coded").contains("`2`").contains("`1`");
    assertThat(mistake("00 7f 80 ff ff ff 07 61")).contains("`2147483647`");
  }

  @Test
  void refusesWrongHuffmanCodesInNamesAndValues() {
    assertThat(mistake("00 81 18 01 61")).contains("neither a code nor padding");
    assertThat(mistake("00 01 61 81 18")).contains("neither a code nor padding");
    assertThat(mistake("00 81 ff 01 61")).contains("longer than seven bits");
    assertThat(mistake("00 01 61 82 1f ff")).contains("longer than seven bits");
    assertThat(mistake("00 84 ff ff ff ff 01 61")).contains("end-of-string");
    assertThat(mistake("00 01 61 84 ff ff ff ff")).contains("end-of-string");
  }

  @Test
  void refusesATableSizeAboveTheAnnounced() {
    assertThat(mistake("3f e2 1f")).contains("`4097`").contains("`4096`");
    assertThat(Fields.of(decoder, "3f e1 1f")).isEmpty();
    assertThat(decoder.table().capacity()).isEqualTo(4096);
    assertThat(mistake(new HpackDecoder(0), "21")).contains("`1`").contains("`0`");
  }

  @Test
  void refusesATableSizeAfterAField() {
    String late = "a table size update stands after a field or after two others";
    assertThat(mistake("82 20")).isEqualTo(late);
    assertThat(mistake("40 01 61 01 62 20")).isEqualTo(late);
    assertThat(mistake("00 01 61 01 62 20")).isEqualTo(late);
    assertThat(mistake("10 01 61 01 62 20")).isEqualTo(late);
    assertThat(mistake("20 82 20")).isEqualTo(late);
  }

  @Test
  void refusesAThirdTableSize() {
    assertThat(Fields.of(decoder, "20 3f e1 1f 82")).containsExactly(":method: GET");
    assertThat(mistake("20 3f e1 1f 20 82")).contains("after two others");
    assertThat(Fields.of(decoder, "20 20")).as("each block anew").isEmpty();
  }

  @Test
  void givesTheFieldsBeforeAMistake() {
    Fields fields = new Fields();
    assertThat(decoder.decode(Fields.bytes("82 84 80 86"), 0, 4, fields)).isNotNull();
    assertThat(fields.lines).containsExactly(":method: GET", ":path: /");
  }

  @Test
  void readsOnlyWhatItIsGiven() {
    Fields fields = new Fields();
    assertThat(decoder.decode(Fields.bytes("80 82 84 80"), 1, 3, fields)).isNull();
    assertThat(fields.lines).containsExactly(":method: GET", ":path: /");
    assertThat(decoder.decode(Fields.bytes("44 01 61 62"), 0, 2, fields))
        .as("a string that goes beyond the block, not beyond the array")
        .isNotNull();
  }

  @Test
  void readsAnEmptyBlock() {
    assertThat(Fields.of(decoder, "")).isEmpty();
  }

  @Test
  void givesEmptyNamesAndValues() {
    assertThat(Fields.of(decoder, "40 00 00 be 00 80 80")).containsExactly(": ", ": ", ": ");
  }

  @Test
  void tagsKnownNamesWhereverTheyComeFrom() {
    Fields fields = new Fields();
    byte[] block =
        Fields.bytes(
            "82 5f 01 61 be 40 09 78 2d 61 70 69 2d 6b 65 79 01 61 be 7e 01 62 00 04 48 4f 53 54"
                + " 00");
    assertThat(decoder.decode(block, 0, block.length, fields)).isNull();
    assertThat(fields.lines)
        .containsExactly(
            ":method: GET",
            "content-type: a",
            "content-type: a",
            "x-api-key: a",
            "x-api-key: a",
            "x-api-key: b",
            "HOST: ");
    List<@Nullable KnownHeader> expected =
        Arrays.asList(
            null,
            KnownHeader.CONTENT_TYPE,
            KnownHeader.CONTENT_TYPE,
            KnownHeader.X_API_KEY,
            KnownHeader.X_API_KEY,
            KnownHeader.X_API_KEY,
            KnownHeader.HOST);
    assertThat(fields.known).isEqualTo(expected);
  }

  @Test
  void keepsATableBetweenBlocks() {
    Fields.of(decoder, "40 01 61 01 62");
    assertThat(Fields.of(decoder, "be")).containsExactly("a: b");
    Fields.of(decoder, "00 01 63 01 64 10 01 65 01 66");
    assertThat(Fields.of(decoder.table())).containsExactly("a: b");
  }

  @Test
  void remembersOctetsOfItsOwn() {
    byte[] block = Fields.bytes("40 01 61 01 62 40 81 1f 81 1f");
    Fields.of(decoder, block);
    Arrays.fill(block, (byte) 0);
    Fields.of(decoder, "00 81 3f 81 3f");
    assertThat(Fields.of(decoder.table())).containsExactly("a: a", "a: b");
  }

  @Test
  void emptiesTheTableByAFieldThatIsLargerThanIt() {
    HpackDecoder small = new HpackDecoder(40);
    Fields.of(small, "40 01 61 01 62");
    assertThat(small.table().size()).isEqualTo(34);
    assertThat(Fields.of(small, "40 01 61 08 30 31 32 33 34 35 36 37"))
        .containsExactly("a: 01234567");
    assertThat(small.table().count()).isZero();
    assertThat(small.table().size()).isZero();
    Fields.of(small, "40 01 61 07 30 31 32 33 34 35 36");
    assertThat(small.table().size()).isEqualTo(40);
  }

  @Test
  void namesAFieldByAnEntryThatTheFieldItselfPushesOut() {
    HpackDecoder small = new HpackDecoder(40);
    Fields.of(small, "40 03 61 62 63 01 62");
    assertThat(Fields.of(small, "7e 02 78 79 be")).containsExactly("abc: xy", "abc: xy");
    assertThat(Fields.of(small.table())).containsExactly("abc: xy");
  }

  @Test
  void shrinksAndGrowsTheTable() {
    Fields.of(decoder, "40 01 61 01 61 40 01 62 01 62 40 01 63 01 63");
    assertThat(Fields.of(decoder, "3f 27")).isEmpty();
    assertThat(decoder.table().capacity()).isEqualTo(70);
    assertThat(Fields.of(decoder.table())).containsExactly("c: c", "b: b");
    Fields.of(decoder, "20 3f e1 1f");
    assertThat(decoder.table().count()).isZero();
    Fields.of(decoder, "40 01 64 01 64");
    assertThat(Fields.of(decoder.table())).containsExactly("d: d");
  }

  @Test
  void beginsWithTheInitialSizeUnderALargerAnnouncement() {
    HpackDecoder large = new HpackDecoder(65_536);
    assertThat(large.table().capacity()).isEqualTo(4096);
    Fields.of(large, "3f e1 ff 03");
    assertThat(large.table().capacity()).isEqualTo(65_536);
  }

  @Test
  void keepsNothingWithoutATable() {
    HpackDecoder none = new HpackDecoder(0);
    assertThat(Fields.of(none, "20 40 01 61 01 62")).containsExactly("a: b");
    assertThat(mistake(none, "be")).contains("`62`");
  }

  @Test
  void decodesANameAndAValueThatTogetherOutgrowTheScratchArray() {
    String name = "n".repeat(300);
    String value = "v".repeat(20_000);
    byte[] block = huffmanCoded(name, value);
    for (int i = 0; i < 3; i++) {
      assertThat(Fields.of(decoder, block)).containsExactly(name + ": " + value);
      assertThat(Fields.of(decoder, "00 81 1f 81 1f")).containsExactly("a: a");
    }
  }

  private static byte[] huffmanCoded(String name, String value) {
    byte[] codedName = ReferenceEncoder.huffman(name.getBytes(StandardCharsets.US_ASCII));
    byte[] codedValue = ReferenceEncoder.huffman(value.getBytes(StandardCharsets.US_ASCII));
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(0);
    for (byte[] coded : new byte[][] {codedName, codedValue}) {
      block.write(0xFF);
      int rest = coded.length - 0x7F;
      for (; rest >= 0x80; rest >>= 7) {
        block.write(rest | 0x80);
      }
      block.write(rest);
      block.writeBytes(coded);
    }
    return block.toByteArray();
  }

  private @Nullable String mistake(String hex) {
    return mistake(decoder, hex);
  }

  private static @Nullable String mistake(HpackDecoder decoder, String hex) {
    byte[] block = Fields.bytes(hex);
    return decoder.decode(block, 0, block.length, new Fields());
  }
}
