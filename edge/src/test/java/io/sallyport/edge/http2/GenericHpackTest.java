package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every representation of a header field that RFC 7541 section 6 allows, seen by the route. */
class GenericHpackTest extends OverHttp2 {

  /** RFC 7541 appendix C.4.3: the strings custom-key and custom-value with Huffman coding. */
  private static final String CUSTOM_KEY = "88 25a849e95ba97d7f";

  private static final String CUSTOM_VALUE = "89 25a849e95bb8e8b4bf";

  /** The name user-agent, entry 58, behind six and behind four bits. */
  private static final String USER_AGENT_6 = "7a";

  private static final String USER_AGENT_4 = "0f2b";
  private static final String USER_AGENT_4_NEVER = "1f2b";

  // Indexed, section 6.1.

  @Test
  void takesAnEntryOfTheStaticTable() throws Exception {
    assertThat(sent("90")).isEqualTo("accept-encoding: gzip, deflate");
  }

  @Test
  void takesAnEntryWithoutAValue() throws Exception {
    assertThat(sent("ba")).isEqualTo("user-agent: ");
  }

  // Literal with incremental indexing, section 6.2.1. The second request uses the new entry.

  @Test
  void takesAKnownNameAndKeepsIt() throws Exception {
    assertThat(sentTwice(USER_AGENT_6 + plain("test"))).isEqualTo("user-agent: test");
  }

  @Test
  void takesAKnownNameWithHuffmanCodingAndKeepsIt() throws Exception {
    assertThat(sentTwice(USER_AGENT_6 + CUSTOM_VALUE)).isEqualTo("user-agent: custom-value");
  }

  @Test
  void takesANewNameAndKeepsIt() throws Exception {
    assertThat(sentTwice("40" + plain("x-test") + plain("test"))).isEqualTo("x-test: test");
  }

  @Test
  void takesANewNameWithHuffmanCodingAndKeepsIt() throws Exception {
    assertThat(sentTwice("40" + CUSTOM_KEY + CUSTOM_VALUE)).isEqualTo("custom-key: custom-value");
  }

  // Literal without indexing, section 6.2.2.

  @Test
  void takesAKnownNameWithoutKeepingIt() throws Exception {
    assertThat(sent(USER_AGENT_4 + plain("test"))).isEqualTo("user-agent: test");
  }

  @Test
  void takesAKnownNameWithHuffmanCodingWithoutKeepingIt() throws Exception {
    assertThat(sent(USER_AGENT_4 + CUSTOM_VALUE)).isEqualTo("user-agent: custom-value");
  }

  @Test
  void takesANewNameWithoutKeepingIt() throws Exception {
    assertThat(sent("00" + plain("x-test") + plain("test"))).isEqualTo("x-test: test");
  }

  @Test
  void takesANewNameWithHuffmanCodingWithoutKeepingIt() throws Exception {
    assertThat(sent("00" + CUSTOM_KEY + CUSTOM_VALUE)).isEqualTo("custom-key: custom-value");
  }

  // Literal never indexed, section 6.2.3.

  @Test
  void takesAKnownNameThatIsNeverKept() throws Exception {
    assertThat(sent(USER_AGENT_4_NEVER + plain("test"))).isEqualTo("user-agent: test");
  }

  @Test
  void takesAKnownNameWithHuffmanCodingThatIsNeverKept() throws Exception {
    assertThat(sent(USER_AGENT_4_NEVER + CUSTOM_VALUE)).isEqualTo("user-agent: custom-value");
  }

  @Test
  void takesANewNameThatIsNeverKept() throws Exception {
    assertThat(sent("10" + plain("x-test") + plain("test"))).isEqualTo("x-test: test");
  }

  @Test
  void takesANewNameWithHuffmanCodingThatIsNeverKept() throws Exception {
    assertThat(sent("10" + CUSTOM_KEY + CUSTOM_VALUE)).isEqualTo("custom-key: custom-value");
  }

  // Dynamic table size update, section 6.3.

  @Test
  void takesAnotherTableSize() throws Exception {
    h2.request(1, resizedBy("20"));
    assertThat(h2.awaitStatus(1)).isEqualTo(200);
  }

  @Test
  void takesTwoTableSizesInOneBlock() throws Exception {
    h2.request(1, resizedBy("20 3fe11f"));
    assertThat(h2.awaitStatus(1)).isEqualTo(200);
  }

  private static RawBlock resizedBy(String updates) {
    String rest = HexFormat.of().formatHex(RawBlock.get("/").bytes());
    return new RawBlock().octets(updates).octets(rest);
  }

  // Beyond the list: what the table keeps, RFC 7541 sections 2.3.2 and 4.

  @Test
  void forgetsTheTableAtSizeZero() throws Exception {
    sent("40" + plain("x-test") + plain("test"));
    h2.request(3, resizedBy("20 3fe11f").octets("be"));
    h2.awaitConnectionError(RawFrame.COMPRESSION_ERROR);
  }

  @Test
  void forgetsTheOldestEntriesFirst() throws Exception {
    // Each entry counts 32 bytes beside its name and value, so 40 of these fill 4,096 bytes.
    RawBlock block = RawBlock.get("/");
    for (int i = 0; i < 41; i++) {
      block.literal(RawBlock.INDEXED_LATER, "x-%03d".formatted(i), "v".repeat(65));
    }
    h2.request(1, block).awaitAnswer(1);
    h2.request(3, RawBlock.get("/").integer(0x80, 7, 62 + 39));
    assertThat(h2.awaitAnswer(3).text()).contains("\nx-001: ").doesNotContain("x-000");
    h2.request(5, RawBlock.get("/").integer(0x80, 7, 62 + 40));
    h2.awaitConnectionError(RawFrame.COMPRESSION_ERROR);
  }

  @Test
  void keepsTheTableInStepWhenItRefusesARequest() throws Exception {
    h2.request(1, RawBlock.get("/").octets("40" + plain("x-test") + plain("test")).and("BAD", ""));
    h2.awaitReset(1, RawFrame.PROTOCOL_ERROR);
    h2.request(3, RawBlock.get("/").octets("be"));
    assertThat(h2.awaitAnswer(3).text()).endsWith("\nx-test: test\n");
  }

  @Test
  void keepsTheTableInStepWhenTheStreamIsResetAlready() throws Exception {
    h2.post(1).reset(1, RawFrame.CANCEL);
    h2.request(3, RawBlock.get("/").octets("40" + plain("x-test") + plain("test")));
    h2.awaitAnswer(3);
    h2.request(5, RawBlock.get("/").octets("be"));
    assertThat(h2.awaitAnswer(5).text()).endsWith("\nx-test: test\n");
  }

  /** The field as the route gets it when its representation is {@code hex}. */
  private String sent(String hex) throws Exception {
    h2.request(1, RawBlock.get("/").octets(hex));
    return lastLine(1);
  }

  /** The same, sent again as the newest entry of the dynamic table, which is 62. */
  private String sentTwice(String hex) throws Exception {
    String first = sent(hex);
    h2.request(3, RawBlock.get("/").octets("be"));
    assertThat(lastLine(3)).isEqualTo(first);
    return first;
  }

  private String lastLine(int stream) throws Exception {
    List<String> lines = h2.awaitAnswer(stream).text().lines().toList();
    return lines.getLast();
  }

  private static String plain(String text) {
    return HexFormat.of().formatHex(new RawBlock().string(text).bytes());
  }
}
