package io.sallyport.edge.http2;

import io.sallyport.core.message.KnownHeader;
import org.jspecify.annotations.Nullable;

/** Gets the fields of one header block, in order. */
public interface FieldTarget {

  /**
   * Takes one field. The arrays belong to the decoder and are valid during the call only; they are
   * not to be written to.
   *
   * @param name holds the name as it was sent: not lower-cased, not checked, a pseudo-header's with
   *     its colon
   * @param value holds the value as it was sent, not checked
   * @param known the constant of the name, or null
   */
  void field(
      byte[] name,
      int nameFrom,
      int nameLength,
      byte[] value,
      int valueFrom,
      int valueLength,
      @Nullable KnownHeader known);
}
