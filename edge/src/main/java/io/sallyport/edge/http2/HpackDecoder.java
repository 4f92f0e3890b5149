package io.sallyport.edge.http2;

import io.sallyport.core.message.KnownHeader;
import io.sallyport.edge.wire.FieldTarget;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the header blocks of one connection (RFC 7541) and keeps its dynamic table.
 *
 * <p>A field that the tables hold is given without a copy; a field that is sent is given where it
 * stands in the block, or in a scratch array when it is Huffman-coded. A field to be remembered is
 * copied, but for a name that a table has already. So whatever a block unfolds to, decoding it
 * takes the table, a few times the block's own length, and one small object for each field
 * remembered; what the target keeps is the target's to limit.
 */
public final class HpackDecoder {

  /** The size of both ends' tables until a setting is acknowledged (RFC 9113, section 6.5.2). */
  private static final int INITIAL_SIZE = 4096;

  /** A sender may shrink its table to the least it had to and grow it again (section 4.2). */
  private static final int MAX_UPDATES = 2;

  private static final int INDEXED = 0x7F;
  private static final int REMEMBERED = 0x3F;
  private static final int SIZE_UPDATE = 0x1F;
  private static final int FORGOTTEN = 0x0F;
  private static final int NEVER_INDEXED = 0x10;

  private final int limit;
  private final DynamicTable table;
  private final HpackInput input = new HpackInput();

  // The field that was sent last.
  private final Slice name = new Slice();
  private final Slice value = new Slice();
  private @Nullable TableEntry named;
  private @Nullable KnownHeader known;

  /**
   * @param tableSize the greatest size of the dynamic table that we have announced
   *     (SETTINGS_HEADER_TABLE_SIZE), in bytes. Less than the initial 4,096 only where the peer has
   *     read our settings before it encodes its first block
   */
  public HpackDecoder(int tableSize) {
    limit = tableSize;
    table = new DynamicTable(Math.min(tableSize, INITIAL_SIZE));
  }

  /**
   * Decodes one whole header block.
   *
   * @return null, or why the block cannot be decoded, which ends the connection
   *     (COMPRESSION_ERROR). Fields before the mistake have been given already
   */
  public @Nullable String decode(byte[] block, int from, int to, FieldTarget target) {
    input.start(block, from, to);
    String wrong = fields(target);
    input.finish();
    name.clear();
    value.clear();
    named = null;
    return wrong;
  }

  DynamicTable table() {
    return table;
  }

  private @Nullable String fields(FieldTarget target) {
    int updates = 0;
    while (input.more()) {
      byte first = input.begin();
      String wrong;
      if (first >= 0x20 && first < 0x40) {
        wrong = updates++ < MAX_UPDATES ? resize(first) : tooLate();
      } else {
        updates = MAX_UPDATES;
        wrong = first < 0 ? indexed(first, target) : literal(first, target);
      }
      if (wrong != null) {
        return wrong;
      }
    }
    return null;
  }

  private @Nullable String indexed(byte first, FieldTarget target) {
    int index = input.integer(first, INDEXED);
    if (index <= 0) {
      return index == 0 ? "a field has the index `0`" : HpackInput.mistake(index);
    }
    TableEntry entry = entry(index);
    if (entry == null) {
      return beyond(index);
    }
    byte[] key = entry.name;
    byte[] text = entry.value;
    target.field(key, 0, key.length, text, 0, text.length, entry.known);
    return null;
  }

  private @Nullable String literal(byte first, FieldTarget target) {
    boolean remembered = first >= 0x40;
    int index = input.integer(first, remembered ? REMEMBERED : FORGOTTEN);
    String wrong = index == 0 ? newName() : nameAt(index);
    if (wrong == null) {
      wrong = input.string(value);
    }
    if (wrong != null) {
      return wrong;
    }
    target.field(name.array, name.from, name.length, value.array, value.from, value.length, known);
    if (remembered) {
      remember();
    } else if (first >= NEVER_INDEXED) {
      target.neverIndexed();
    }
    return null;
  }

  private @Nullable String newName() {
    String wrong = input.string(name);
    if (wrong == null) {
      named = null;
      known = KnownHeader.of(name.array, name.from, name.length);
    }
    return wrong;
  }

  private @Nullable String nameAt(int index) {
    if (index < 0) {
      return HpackInput.mistake(index);
    }
    TableEntry entry = entry(index);
    if (entry == null) {
      return beyond(index);
    }
    named = entry;
    known = entry.known;
    name.set(entry.name, 0, entry.name.length);
    return null;
  }

  /** Puts the field that was sent last into the table; a name that was there is shared. */
  private void remember() {
    byte[] key = named == null ? name.copy() : named.name;
    table.add(new TableEntry(key, value.copy(), known));
  }

  private @Nullable String resize(byte first) {
    int size = input.integer(first, SIZE_UPDATE);
    if (size < 0) {
      return HpackInput.mistake(size);
    }
    if (size > limit) {
      return "a table size update to `" + size + "` is above the announced `" + limit + "`";
    }
    table.resize(size);
    return null;
  }

  /** The entry at {@code index}, counted from 1 through both tables, or null. */
  private @Nullable TableEntry entry(int index) {
    if (index <= StaticTable.LENGTH) {
      return StaticTable.get(index);
    }
    int newer = index - StaticTable.LENGTH - 1;
    return newer < table.count() ? table.get(newer) : null;
  }

  private String beyond(int index) {
    return "the index `"
        + index
        + "` is beyond the `"
        + (StaticTable.LENGTH + table.count())
        + "` of the tables";
  }

  private static String tooLate() {
    return "a table size update stands after a field or after two others";
  }
}
