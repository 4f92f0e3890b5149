package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.message.KnownHeader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random fields, encoded and decoded again. The seeds are fixed, so a failure comes back. */
class HpackRoundTripTest {

  private static final String NAME_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789-_.!~";

  @Test
  void decodesWhatTheReferenceEncoderWrites() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      int limit = new int[] {0, 100, 256, 4096, 20_000}[seed % 5];
      ReferenceEncoder encoder = new ReferenceEncoder(limit, random);
      HpackDecoder decoder = new HpackDecoder(limit);
      List<String[]> pool = pool(random, 40);
      for (int block = 0; block < 60; block++) {
        List<String[]> fields = draw(pool, random);
        assertThat(Fields.of(decoder, encoder.encode(fields)))
            .as("seed %s, block %s", seed, block)
            .isEqualTo(lines(fields));
        assertThat(Fields.of(decoder.table())).isEqualTo(encoder.entries());
        assertThat(decoder.table().size()).isLessThanOrEqualTo(limit);
      }
    }
  }

  @Test
  void decodesWhatTheEncoderWrites() {
    HpackEncoder encoder = new HpackEncoder();
    HpackDecoder decoder = new HpackDecoder(4096);
    Random random = new Random(9113);
    for (int block = 0; block < 2000; block++) {
      List<String[]> fields = draw(pool(random, 20), random);
      encoder.start();
      for (String[] field : fields) {
        write(encoder, field[0], field[1], random);
      }
      assertThat(Fields.of(decoder, Fields.bytes(encoder))).isEqualTo(lines(fields));
      assertThat(encoder.altered()).isFalse();
    }
    assertThat(decoder.table().count()).isZero();
  }

  @Test
  void answersRandomOctetsWithFieldsOrAMistakeOnly() {
    Random random = new Random(7541);
    HpackDecoder decoder = new HpackDecoder(4096);
    int refused = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] block = new byte[random.nextInt(60)];
      random.nextBytes(block);
      if (decoder.decode(block, 0, block.length, new Fields()) != null) {
        refused++;
      }
      assertThat(decoder.table().size()).isLessThanOrEqualTo(4096);
    }
    assertThat(refused).isBetween(1, 49_999);
  }

  private static void write(HpackEncoder encoder, String name, String value, Random random) {
    KnownHeader known = KnownHeader.of(name);
    String spelled = random.nextBoolean() ? name : name.toUpperCase(Locale.ROOT);
    byte[] nameBytes = spelled.getBytes(StandardCharsets.ISO_8859_1);
    byte[] valueBytes = value.getBytes(StandardCharsets.ISO_8859_1);
    switch (random.nextInt(3)) {
      case 0 -> encoder.field(spelled, known, value);
      case 1 -> encoder.field(spelled, null, value);
      default ->
          encoder.field(nameBytes, 0, nameBytes.length, known, valueBytes, 0, valueBytes.length);
    }
  }

  private static List<String[]> pool(Random random, int size) {
    List<String[]> pool = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String name =
          switch (random.nextInt(3)) {
            case 0 -> fixedName(random);
            case 1 -> pool.isEmpty() ? "a" : pool.get(random.nextInt(pool.size()))[0];
            default -> name(random);
          };
      pool.add(new String[] {name, value(random)});
    }
    return pool;
  }

  private static String fixedName(Random random) {
    byte[] name = StaticTable.get(15 + random.nextInt(StaticTable.LENGTH - 14)).name;
    return new String(name, StandardCharsets.US_ASCII);
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder();
    for (int length = 1 + random.nextInt(30); length > 0; length--) {
      name.append(NAME_CHARACTERS.charAt(random.nextInt(NAME_CHARACTERS.length())));
    }
    return name.toString();
  }

  private static String value(Random random) {
    StringBuilder value = new StringBuilder();
    int length = random.nextInt(20) == 0 ? random.nextInt(3000) : random.nextInt(60);
    for (; length > 0; length--) {
      int c = 0x21 + random.nextInt(random.nextInt(4) == 0 ? 0xDF : 0x5E);
      value.append((char) (c == 0x7F ? 'x' : c));
    }
    return value.toString();
  }

  private static List<String[]> draw(List<String[]> pool, Random random) {
    List<String[]> fields = new ArrayList<>();
    for (int count = random.nextInt(15); count > 0; count--) {
      fields.add(pool.get(random.nextInt(pool.size())));
    }
    return fields;
  }

  private static List<String> lines(List<String[]> fields) {
    return fields.stream().map(field -> field[0] + ": " + field[1]).toList();
  }
}
