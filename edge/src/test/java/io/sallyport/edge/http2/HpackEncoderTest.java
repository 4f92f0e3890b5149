package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.message.KnownHeader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class HpackEncoderTest {

  private final HpackEncoder encoder = new HpackEncoder();

  @Test
  void leavesOutANameThatIsNoToken() {
    for (String name : List.of("", "a b", "a:b", ":path", "a\r\nb", "\u00e9", "\u4e00")) {
      encoder.start();
      encoder.field(name, null, "x");
      assertThat(encoder.length()).as(name).isZero();
      assertThat(encoder.altered()).as(name).isTrue();
    }
  }

  @Test
  void leavesOutAPseudoHeaderThatTheGrammarForbids() {
    for (String wrong : List.of("", "/a b", "/a\r\nx: y", "/a#b", "/\u00e9")) {
      encoder.start();
      encoder.path(wrong);
      assertThat(encoder.length()).as(wrong).isZero();
      assertThat(encoder.altered()).as(wrong).isTrue();
      encoder.start();
      encoder.authority(wrong);
      encoder.method(wrong);
      assertThat(encoder.length()).as(wrong).isZero();
      assertThat(encoder.altered()).as(wrong).isTrue();
    }
  }

  @Test
  void replacesControlCharactersInValues() {
    encoder.field("x", null, "a\r\nb\u0000c\u007fd");
    assertThat(encoder.altered()).isTrue();
    assertThat(decoded()).containsExactly("x: a  b c d");
  }

  @Test
  void dropsWhatMayNotStandAroundAValue() {
    encoder.field("x", null, " \t a b\t ");
    assertThat(encoder.altered()).isFalse();
    encoder.field("y", null, "  ");
    assertThat(encoder.altered()).isFalse();
    encoder.field("z", null, "a\r\n");
    assertThat(encoder.altered()).isTrue();
    assertThat(decoded()).containsExactly("x: a b", "y: ", "z: a");
  }

  @Test
  void forgetsTheLastBlock() {
    encoder.field("a b", null, "x");
    encoder.status(200);
    encoder.start();
    assertThat(encoder.length()).isZero();
    assertThat(encoder.altered()).isFalse();
  }

  @Test
  void writesTheStatusesOfTheStaticTableAsOneOctet() {
    for (int status = 100; status < 1000; status++) {
      encoder.start();
      encoder.status(status);
      assertThat(decoded()).containsExactly(":status: " + status);
      boolean one = List.of(200, 204, 206, 304, 400, 404, 500).contains(status);
      assertThat(encoder.length()).isEqualTo(one ? 1 : 5);
    }
  }

  @Test
  void writesTheHeadOfARequest() {
    encoder.method("GET");
    encoder.scheme(true);
    encoder.path("/");
    encoder.authority("example.com:8443");
    assertThat(decoded())
        .containsExactly(
            ":method: GET", ":scheme: https", ":path: /", ":authority: example.com:8443");
    encoder.start();
    encoder.method("POST");
    encoder.scheme(false);
    encoder.path("/a?b=%20");
    assertThat(decoded()).containsExactly(":method: POST", ":scheme: http", ":path: /a?b=%20");
    encoder.start();
    encoder.method("PATCH");
    assertThat(decoded()).containsExactly(":method: PATCH");
  }

  @Test
  void writesEveryKnownNameInLowerCaseWithTheIndexItHas() {
    for (KnownHeader known : KnownHeader.values()) {
      encoder.start();
      encoder.field(known, ascii("-v-"), 1, 1);
      String lower = known.canonical().toLowerCase(Locale.ROOT);
      Fields fields = new Fields();
      assertThat(new HpackDecoder(0).decode(encoder.array(), 0, encoder.length(), fields)).isNull();
      assertThat(fields.lines).containsExactly(lower + ": v");
      assertThat(fields.known).containsExactly(known);
      byte[] name = ascii(lower);
      boolean isStatic = StaticTable.indexOf(name, 0, name.length) != 0;
      assertThat(encoder.length()).isEqualTo(isStatic ? 4 : name.length + 4);
    }
  }

  @Test
  void writesTheSameWhicheverWayAFieldIsGiven() {
    for (KnownHeader known : KnownHeader.values()) {
      encoder.start();
      encoder.field(known, ascii("42"), 0, 2);
      byte[] expected = Fields.bytes(encoder);
      byte[] name = ascii("--" + known.canonical());
      encoder.start();
      encoder.field(name, 2, name.length - 2, known, ascii("42"), 0, 2);
      assertThat(Fields.bytes(encoder)).isEqualTo(expected);
      encoder.start();
      encoder.field(known.canonical(), known, "42");
      assertThat(Fields.bytes(encoder)).isEqualTo(expected);
      encoder.start();
      encoder.field(known, 42);
      assertThat(Fields.bytes(encoder)).isEqualTo(expected);
    }
  }

  @Test
  void foldsNamesThatNobodyKnows() {
    byte[] name = ascii("X-Thing_9~Z");
    encoder.field(name, 0, name.length, null, ascii("V"), 0, 1);
    encoder.field("X-Other", null, "V");
    assertThat(decoded()).containsExactly("x-thing_9~z: V", "x-other: V");
  }

  @Test
  void findsNamesOfTheStaticTableThatNoRuleKnows() {
    byte[] name = ascii("Cache-Control");
    encoder.field(name, 0, name.length, null, ascii("no-store"), 0, 8);
    assertThat(Fields.bytes(encoder)).isEqualTo(Fields.bytes("0f09 08 6e6f2d73746f7265"));
    encoder.start();
    encoder.field("ETag", null, "a");
    assertThat(Fields.bytes(encoder)).isEqualTo(Fields.bytes("0f13 01 61"));
    for (int index = 15; index <= StaticTable.LENGTH; index++) {
      byte[] each = StaticTable.get(index).name;
      assertThat(StaticTable.indexOf(each, 0, each.length)).isEqualTo(index);
    }
  }

  @Test
  void neverLetsCredentialsBeIndexed() {
    List<String> credentials =
        List.of("Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "x-api-key");
    for (String name : credentials) {
      KnownHeader known = KnownHeader.of(name);
      encoder.start();
      encoder.field(name, known, "secret");
      assertThat(encoder.array()[0] & 0xF0).as(name).isEqualTo(0x10);
    }
    encoder.start();
    encoder.field("Cookie", null, "secret");
    assertThat(encoder.array()[0] & 0xF0).as("though nobody said what it is").isEqualTo(0x10);
    encoder.start();
    encoder.field("User-Agent", KnownHeader.USER_AGENT, "curl");
    assertThat(encoder.array()[0] & 0xF0).isZero();
  }

  @Test
  void writesLatin1AsItIsAndTheRestAsUtf8() {
    encoder.field("x", null, "\u00e9a\u4e00\u00e9");
    assertThat(encoder.altered()).isFalse();
    byte[] utf8 = "\u4e00\u00e9".getBytes(StandardCharsets.UTF_8);
    String expected = "x: \u00e9a" + new String(utf8, StandardCharsets.ISO_8859_1);
    assertThat(decoded()).containsExactly(expected);
  }

  @Test
  void writesNumbers() {
    long[] numbers = {0, 9, 10, 99, 100, 1234567890123L, Long.MAX_VALUE};
    for (long number : numbers) {
      encoder.start();
      encoder.field(KnownHeader.CONTENT_LENGTH, number);
      assertThat(decoded()).containsExactly("content-length: " + number);
    }
  }

  @Test
  void growsForLongNamesAndValues() {
    for (int length : new int[] {126, 127, 128, 254, 255, 1023, 1024, 16_383, 70_000}) {
      String name = "n".repeat(length);
      String value = "v".repeat(length);
      encoder.start();
      encoder.field(name, null, value);
      encoder.field(ascii(name), 0, length, null, ascii(value), 0, length);
      encoder.path("/" + value);
      assertThat(decoded())
          .containsExactly(name + ": " + value, name + ": " + value, ":path: /" + value);
    }
  }

  private List<String> decoded() {
    return Fields.of(new HpackDecoder(0), Fields.bytes(encoder));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
