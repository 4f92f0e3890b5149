package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HuffmanTest {

  /** The first code of each length and its symbol, as appendix B prints them. */
  private static final int[][] FIRST_OF_LENGTH = {
    {5, '0', 0x0},
    {6, ' ', 0x14},
    {7, ':', 0x5c},
    {8, '&', 0xf8},
    {10, '!', 0x3f8},
    {11, '\'', 0x7fa},
    {12, '#', 0xffa},
    {13, 0, 0x1ff8},
    {14, '^', 0x3ffc},
    {15, '<', 0x7ffc},
    {19, '\\', 0x7fff0},
    {20, 128, 0xfffe6},
    {21, 153, 0x1fffdc},
    {22, 129, 0x3fffd2},
    {23, 1, 0x7fffd8},
    {24, 9, 0xffffea},
    {25, 199, 0x1ffffec},
    {26, 192, 0x3ffffe0},
    {27, 203, 0x7ffffde},
    {28, 2, 0xfffffe2},
    {30, 10, 0x3ffffffc},
  };

  /** The last code of each length. */
  private static final int[][] LAST_OF_LENGTH = {
    {5, 't', 0x9},
    {6, 'u', 0x2d},
    {7, 'z', 0x7b},
    {8, 'Z', 0xfd},
    {10, '?', 0x3fc},
    {11, '|', 0x7fc},
    {12, '>', 0xffb},
    {13, '~', 0x1ffd},
    {14, '}', 0x3ffd},
    {15, '{', 0x7ffe},
    {19, 208, 0x7fff2},
    {20, 226, 0xfffed},
    {21, 230, 0x1fffe8},
    {22, 233, 0x3fffeb},
    {23, 239, 0x7ffff4},
    {24, 237, 0xfffff5},
    {25, 235, 0x1ffffef},
    {26, 255, 0x3ffffee},
    {27, 254, 0x7fffff0},
    {28, 249, 0xffffffe},
    {30, Huffman.END, 0x3fffffff},
  };

  @Test
  void refusesTheEndOfStringSymbol() {
    assertThat(decode("ff ff ff ff")).isEqualTo(Huffman.ENDED);
    assertThat(decode("ff ff ff fc")).as("with zeros behind it").isEqualTo(Huffman.ENDED);
    assertThat(decode("1f ff ff ff ff")).as("behind an `a`").isEqualTo(Huffman.ENDED);
  }

  @Test
  void refusesPaddingOfEightBitsAndMore() {
    assertThat(decode("ff")).isEqualTo(Huffman.OVERLONG);
    assertThat(decode("ff ff ff")).isEqualTo(Huffman.OVERLONG);
    assertThat(decode("1f ff")).as("eleven ones behind an `a`").isEqualTo(Huffman.OVERLONG);
    assertThat(decode("53 f8 ff")).as("eight ones behind `&`").isEqualTo(Huffman.OVERLONG);
  }

  @Test
  void refusesPaddingThatIsNotAllOnes() {
    assertThat(decode("18")).as("`a` and 000").isEqualTo(Huffman.CUT);
    assertThat(decode("1b")).as("`a` and 011").isEqualTo(Huffman.CUT);
    assertThat(decode("1e")).as("`a` and 110").isEqualTo(Huffman.CUT);
  }

  @Test
  void refusesACodeThatIsCut() {
    assertThat(decode("fe")).isEqualTo(Huffman.CUT);
    assertThat(decode("ff ff fe")).isEqualTo(Huffman.CUT);
    assertThat(decode("1f fe")).as("`a` and a part of a code").isEqualTo(Huffman.CUT);
  }

  @Test
  void acceptsPaddingOfUpToSevenOnes() {
    for (int symbol = 0; symbol < Huffman.END; symbol++) {
      byte[] coded = ReferenceEncoder.huffman(new byte[] {(byte) symbol});
      byte[] out = new byte[Huffman.room(coded.length)];
      assertThat(Huffman.decode(coded, 0, coded.length, out, 0)).as("%s", symbol).isEqualTo(1);
      assertThat(out[0]).isEqualTo((byte) symbol);
    }
  }

  @Test
  void decodesNothingToNothing() {
    assertThat(decode("")).isZero();
  }

  @Test
  void isACompletePrefixCode() {
    long whole = 1L << 32;
    long sum = 0;
    for (int symbol = 0; symbol <= Huffman.END; symbol++) {
      sum += whole >>> Huffman.length(symbol);
      for (int other = 0; other < symbol; other++) {
        assertThat(isPrefix(other, symbol) || isPrefix(symbol, other))
            .as("%s and %s", other, symbol)
            .isFalse();
      }
    }
    assertThat(sum).isEqualTo(whole);
  }

  @Test
  void hasTheCodesOfAppendixB() {
    for (int[][] edge : new int[][][] {FIRST_OF_LENGTH, LAST_OF_LENGTH}) {
      for (int[] code : edge) {
        assertThat(Huffman.length(code[1])).as("%s", code[1]).isEqualTo(code[0]);
        assertThat(Huffman.code(code[1])).as("%s", code[1]).isEqualTo(code[2]);
      }
    }
  }

  @Test
  void decodesWhatWasEncodedWhereverItStands() {
    Random random = new Random(7541);
    for (int i = 0; i < 20_000; i++) {
      byte[] text = new byte[random.nextInt(40)];
      random.nextBytes(text);
      if (random.nextBoolean()) {
        for (int k = 0; k < text.length; k++) {
          text[k] = (byte) ('a' + (text[k] & 0x0F));
        }
      }
      byte[] coded = ReferenceEncoder.huffman(text);
      int before = random.nextInt(5);
      byte[] in = new byte[before + coded.length + random.nextInt(5)];
      Arrays.fill(in, (byte) random.nextInt());
      System.arraycopy(coded, 0, in, before, coded.length);
      byte[] out = new byte[before + Huffman.room(coded.length)];
      int end = Huffman.decode(in, before, before + coded.length, out, before);
      assertThat(Arrays.copyOfRange(out, before, Math.max(before, end))).isEqualTo(text);
    }
  }

  private static boolean isPrefix(int shorter, int longer) {
    int more = Huffman.length(longer) - Huffman.length(shorter);
    return more >= 0 && Huffman.code(longer) >>> more == Huffman.code(shorter);
  }

  private static int decode(String hex) {
    byte[] bytes = Fields.bytes(hex);
    return Huffman.decode(bytes, 0, bytes.length, new byte[Huffman.room(bytes.length)], 0);
  }
}
