package io.sallyport.edge.wire;

import io.sallyport.core.message.KnownHeader;
import org.jspecify.annotations.Nullable;

/** Gets the fields of one header block, in order. */
public interface FieldTarget {

  /**
   * One field, as it was sent: nothing about it is checked yet. The arrays belong to the caller and
   * are valid during the call only.
   *
   * @param known the constant of the name in any case, or null
   */
  void field(
      byte[] name,
      int nameFrom,
      int nameLength,
      byte[] value,
      int valueFrom,
      int valueLength,
      @Nullable KnownHeader known);

  /**
   * The field given last is one that its sender wants in no table of anybody (RFC 7541 section
   * 6.2.3). Asked for by few, so it costs the others nothing.
   */
  default void neverIndexed() {}
}
