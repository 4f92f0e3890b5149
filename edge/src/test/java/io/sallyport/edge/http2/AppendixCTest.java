package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The examples of RFC 7541, appendix C, all of them, with the tables they leave. */
class AppendixCTest {

  private static final String COOKIE =
      "set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1";

  @Test
  void readsTheIntegersOfC1() {
    assertThat(integer("0a", 0x1F)).isEqualTo(10);
    assertThat(integer("1f9a0a", 0x1F)).isEqualTo(1337);
    assertThat(integer("2a", 0xFF)).isEqualTo(42);
  }

  @Test
  void writesTheIntegersOfC1() {
    HpackEncoder encoder = new HpackEncoder();
    encoder.field("a", null, "b".repeat(10));
    encoder.field("a", null, "b".repeat(1337));
    // With a prefix of seven bits, as lengths have: 1337 - 127 is 9 * 128 + 58.
    assertThat(HexFormat.of().formatHex(Fields.bytes(encoder)))
        .startsWith("0001610a" + "62".repeat(10) + "000161" + "7fba09" + "62".repeat(3));
  }

  @Test
  void readsTheRepresentationsOfC2() {
    HpackDecoder indexing = new HpackDecoder(4096);
    assertThat(
            Fields.of(indexing, "400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572"))
        .containsExactly("custom-key: custom-header");
    leaves(indexing, 55, "custom-key: custom-header");

    HpackDecoder without = new HpackDecoder(4096);
    assertThat(Fields.of(without, "040c 2f73 616d 706c 652f 7061 7468"))
        .containsExactly(":path: /sample/path");
    leaves(without, 0);

    HpackDecoder never = new HpackDecoder(4096);
    assertThat(Fields.of(never, "1008 7061 7373 776f 7264 0673 6563 7265 74"))
        .containsExactly("password: secret");
    leaves(never, 0);

    HpackDecoder indexed = new HpackDecoder(4096);
    assertThat(Fields.of(indexed, "82")).containsExactly(":method: GET");
    leaves(indexed, 0);
  }

  @Test
  void writesTheRepresentationsOfC2ThatNeedNoTable() {
    HpackEncoder encoder = new HpackEncoder();
    encoder.path("/sample/path");
    assertThat(Fields.bytes(encoder)).isEqualTo(Fields.bytes("040c 2f73 616d 706c 652f 7061 7468"));
    encoder.start();
    encoder.method("GET");
    assertThat(Fields.bytes(encoder)).isEqualTo(Fields.bytes("82"));
  }

  @Test
  void readsTheRequestsOfC3() {
    requests(
        "8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d",
        "8286 84be 5808 6e6f 2d63 6163 6865",
        "8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65");
  }

  @Test
  void readsTheHuffmanCodedRequestsOfC4() {
    requests(
        "8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff",
        "8286 84be 5886 a8eb 1064 9cbf",
        "8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf");
  }

  @Test
  void readsTheResponsesOfC5() {
    responses(
        """
        4803 3330 3258 0770 7269 7661 7465 611d
        4d6f 6e2c 2032 3120 4f63 7420 3230 3133
        2032 303a 3133 3a32 3120 474d 546e 1768
        7474 7073 3a2f 2f77 7777 2e65 7861 6d70
        6c65 2e63 6f6d
        """,
        "4803 3330 37c1 c0bf",
        """
        88c1 611d 4d6f 6e2c 2032 3120 4f63 7420
        3230 3133 2032 303a 3133 3a32 3220 474d
        54c0 5a04 677a 6970 7738 666f 6f3d 4153
        444a 4b48 514b 425a 584f 5157 454f 5049
        5541 5851 5745 4f49 553b 206d 6178 2d61
        6765 3d33 3630 303b 2076 6572 7369 6f6e
        3d31
        """);
  }

  @Test
  void readsTheHuffmanCodedResponsesOfC6() {
    responses(
        """
        4882 6402 5885 aec3 771a 4b61 96d0 7abe
        9410 54d4 44a8 2005 9504 0b81 66e0 82a6
        2d1b ff6e 919d 29ad 1718 63c7 8f0b 97c8
        e9ae 82ae 43d3
        """,
        "4883 640e ffc1 c0bf",
        """
        88c1 6196 d07a be94 1054 d444 a820 0595
        040b 8166 e084 a62d 1bff c05a 839b d9ab
        77ad 94e7 821d d7f2 e6c7 b335 dfdf cd5b
        3960 d5af 2708 7f36 72c1 ab27 0fb5 291f
        9587 3160 65c0 03ed 4ee5 b106 3d50 07
        """);
  }

  private static void requests(String first, String second, String third) {
    HpackDecoder decoder = new HpackDecoder(4096);
    assertThat(Fields.of(decoder, first))
        .containsExactly(
            ":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com");
    leaves(decoder, 57, ":authority: www.example.com");
    assertThat(Fields.of(decoder, second))
        .containsExactly(
            ":method: GET",
            ":scheme: http",
            ":path: /",
            ":authority: www.example.com",
            "cache-control: no-cache");
    leaves(decoder, 110, "cache-control: no-cache", ":authority: www.example.com");
    assertThat(Fields.of(decoder, third))
        .containsExactly(
            ":method: GET",
            ":scheme: https",
            ":path: /index.html",
            ":authority: www.example.com",
            "custom-key: custom-value");
    leaves(
        decoder,
        164,
        "custom-key: custom-value",
        "cache-control: no-cache",
        ":authority: www.example.com");
  }

  private static void responses(String first, String second, String third) {
    HpackDecoder decoder = new HpackDecoder(256);
    String date = "date: Mon, 21 Oct 2013 20:13:21 GMT";
    String later = "date: Mon, 21 Oct 2013 20:13:22 GMT";
    String location = "location: https://www.example.com";
    String cache = "cache-control: private";
    assertThat(Fields.of(decoder, first)).containsExactly(":status: 302", cache, date, location);
    leaves(decoder, 222, location, date, cache, ":status: 302");
    assertThat(Fields.of(decoder, second)).containsExactly(":status: 307", cache, date, location);
    leaves(decoder, 222, ":status: 307", location, date, cache);
    assertThat(Fields.of(decoder, third))
        .containsExactly(":status: 200", cache, later, location, "content-encoding: gzip", COOKIE);
    leaves(decoder, 215, COOKIE, "content-encoding: gzip", later);
  }

  private static void leaves(HpackDecoder decoder, int size, String... entries) {
    assertThat(Fields.of(decoder.table())).containsExactly(entries);
    assertThat(decoder.table().size()).isEqualTo(size);
  }

  private static int integer(String hex, int mask) {
    HpackInput input = new HpackInput();
    byte[] bytes = Fields.bytes(hex);
    input.start(bytes, 0, bytes.length);
    int value = input.integer(input.begin(), mask);
    assertThat(input.more()).isFalse();
    return value;
  }
}
