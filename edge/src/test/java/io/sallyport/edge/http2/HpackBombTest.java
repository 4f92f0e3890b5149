package io.sallyport.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.edge.wire.FieldTarget;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Blocks that unfold to far more than they are. */
class HpackBombTest {

  private static final int TABLE_BYTES = 4096;
  private static final int BLOCK_BYTES = 10_000;

  private final HpackDecoder decoder = new HpackDecoder(TABLE_BYTES);
  private final Weighing weighing = new Weighing();

  @Test
  void unfoldsTheLargestEntryTenThousandTimesWithoutAllocating() {
    remember(TABLE_BYTES - TableEntry.OVERHEAD - 1);
    byte[] bomb = new byte[BLOCK_BYTES];
    Arrays.fill(bomb, (byte) 0xBE);
    assertThat(decoder.decode(bomb, 0, bomb.length, weighing)).isNull();
    long used = allocatedBy(bomb);
    assertThat(weighing.bytes).isEqualTo(40_640_000);
    assertThat(used).isLessThan(1024);
  }

  @Test
  void sharesALongNameThatIsRememberedAgainAndAgain() {
    byte[] name = new byte[4000];
    Arrays.fill(name, (byte) 'n');
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    first.write(0x40);
    length(first, name.length);
    first.writeBytes(name);
    first.write(0);
    assertThat(decoder.decode(first.toByteArray(), 0, first.size(), weighing)).isNull();
    byte[] bomb = new byte[BLOCK_BYTES];
    for (int i = 0; i < bomb.length; i += 2) {
      bomb[i] = 0x7E;
    }
    long used = allocatedBy(bomb);
    assertThat(weighing.bytes).isEqualTo(20_000_000);
    assertThat(used).as("one small object for each entry").isLessThan(40 * BLOCK_BYTES / 2);
    assertThat(decoder.table().count()).isOne();
    assertThat(decoder.table().size()).isLessThanOrEqualTo(TABLE_BYTES);
  }

  @Test
  void keepsNoMoreEntriesThanTheTableHas() {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < BLOCK_BYTES / 3; i++) {
      block.writeBytes(new byte[] {0x40, 0, 0});
    }
    assertThat(decoder.decode(block.toByteArray(), 0, block.size(), weighing)).isNull();
    assertThat(decoder.table().count()).isEqualTo(TABLE_BYTES / TableEntry.OVERHEAD);
    assertThat(decoder.table().size()).isEqualTo(TABLE_BYTES);
  }

  private void remember(int valueLength) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(new byte[] {0x40, 1, 'a'});
    length(block, valueLength);
    block.writeBytes(new byte[valueLength]);
    assertThat(decoder.decode(block.toByteArray(), 0, block.size(), weighing)).isNull();
    assertThat(decoder.table().size()).isEqualTo(TABLE_BYTES);
  }

  private static void length(ByteArrayOutputStream out, int length) {
    out.write(0x7F);
    int rest = length - 0x7F;
    out.write((rest & 0x7F) | 0x80);
    out.write(rest >> 7);
  }

  /** The least of some runs, in bytes: the first ones also load classes. */
  private long allocatedBy(byte[] block) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int run = 0; run < 5; run++) {
      weighing.clear();
      long before = threads.getCurrentThreadAllocatedBytes();
      String wrong = decoder.decode(block, 0, block.length, weighing);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      assertThat(wrong).isNull();
    }
    return least;
  }

  /** A target that counts what it would have to hold, and holds nothing. */
  private static final class Weighing implements FieldTarget {
    private long bytes;

    void clear() {
      bytes = 0;
    }

    @Override
    public void field(
        byte[] name,
        int nameFrom,
        int nameLength,
        byte[] value,
        int valueFrom,
        int valueLength,
        @Nullable KnownHeader known) {
      bytes += nameLength + valueLength;
    }
  }
}
