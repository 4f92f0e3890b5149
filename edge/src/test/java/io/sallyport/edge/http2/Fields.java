package io.sallyport.edge.http2;

import io.sallyport.core.message.KnownHeader;
import io.sallyport.edge.wire.FieldTarget;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A target that keeps what it is given, each field as "name: value" in Latin-1. */
class Fields implements FieldTarget {

  final List<String> lines = new ArrayList<>();
  final List<@Nullable KnownHeader> known = new ArrayList<>();

  @Override
  public void field(
      byte[] name,
      int nameFrom,
      int nameLength,
      byte[] value,
      int valueFrom,
      int valueLength,
      @Nullable KnownHeader constant) {
    lines.add(text(name, nameFrom, nameLength) + ": " + text(value, valueFrom, valueLength));
    known.add(constant);
  }

  /** The fields of a block that {@code decoder} accepts. */
  static List<String> of(HpackDecoder decoder, byte[] block) {
    Fields fields = new Fields();
    String wrong = decoder.decode(block, 0, block.length, fields);
    if (wrong != null) {
      throw new AssertionError(wrong);
    }
    return fields.lines;
  }

  /** The fields of a block in hexadecimal, as the RFC prints them. */
  static List<String> of(HpackDecoder decoder, String hex) {
    return of(decoder, bytes(hex));
  }

  /** The octets of {@code hex}, which may have blanks. */
  static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
  }

  /** What {@code encoder} has written. */
  static byte[] bytes(HpackEncoder encoder) {
    return Arrays.copyOf(encoder.array(), encoder.length());
  }

  /** The entries of {@code table}, newest first, each as "name: value". */
  static List<String> of(DynamicTable table) {
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < table.count(); i++) {
      TableEntry entry = table.get(i);
      entries.add(
          text(entry.name, 0, entry.name.length) + ": " + text(entry.value, 0, entry.value.length));
    }
    return entries;
  }

  private static String text(byte[] bytes, int from, int length) {
    return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
  }
}
