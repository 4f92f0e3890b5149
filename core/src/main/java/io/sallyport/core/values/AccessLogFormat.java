package io.sallyport.core.values;

import io.sallyport.core.logline.LogLine;
import io.sallyport.core.logline.Quoting;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.pipeline.ExchangeRecord;
import java.util.List;

/**
 * The compiled format of access log lines. AWS copies values into the line as they are, so that a
 * quote in a header breaks a JSON line; here they are escaped as their place demands ({@link
 * Escaping}), an unset value outside quotes of a JSON format is {@code null}, and a text outside
 * quotes gets them.
 */
public final class AccessLogFormat {

  /** What happens to characters of values that mean something to the format. */
  public enum Escaping {
    /** They are escaped, so that no value reaches beyond its own place in the line. */
    ESCAPED,
    /** They are copied, as AWS does; what could end the line still is escaped. */
    AS_AWS
  }

  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private final Piece[] pieces;
  private final Escaping escaping;

  /**
   * @param pieces in order
   * @param escaping {@link Escaping#ESCAPED} unless a line must be as AWS writes it
   */
  public AccessLogFormat(List<Piece> pieces, Escaping escaping) {
    this.pieces = pieces.toArray(Piece[]::new);
    this.escaping = escaping;
  }

  /** A piece of the format. */
  public sealed interface Piece {}

  /** Text that every line has. */
  public record Fixed(Bytes text) implements Piece {
    /** The UTF-8 encoding of {@code text}. */
    public static Fixed of(String text) {
      return new Fixed(Bytes.utf8(text));
    }
  }

  /** A value. */
  public record Variable(ContextVariable variable, Place place) implements Piece {}

  /** Where a value stands. */
  public enum Place {
    /** In plain text or inside quotes: an unset value is {@code -}. */
    IN_TEXT(Quoting.BACKSLASH),
    /** Between spaces that part fields, as in the common log format. */
    IN_FIELD(Quoting.FIELD),
    /** In an element or attribute of XML. */
    IN_XML(Quoting.XML),
    /** Between commas. */
    IN_CSV(Quoting.CSV),
    /** Where JSON expects a whole value: an unset one is {@code null}, texts get quotes. */
    JSON_VALUE(Quoting.BACKSLASH),
    /** As {@link #JSON_VALUE}, of a variable that brings its own quotes. */
    JSON_READY(Quoting.NONE);

    private final Quoting quoting;

    Place(Quoting quoting) {
      this.quoting = quoting;
    }
  }

  /** Adds the line of {@code record} to {@code out}, with the line end. */
  public void write(ExchangeRecord record, LogLine out) {
    for (Piece piece : pieces) {
      switch (piece) {
        case Fixed fixed -> out.raw(fixed.text().array());
        case Variable variable -> write(variable, record, out);
      }
    }
    out.raw('\n');
  }

  private void write(Variable piece, ExchangeRecord record, LogLine out) {
    Place place = piece.place();
    Quoting quoting = escaping == Escaping.AS_AWS ? Quoting.NONE : place.quoting;
    switch (place) {
      case IN_TEXT, IN_FIELD, IN_XML, IN_CSV -> {
        if (piece.variable().write(record, out, quoting) == ContextVariable.Written.NOTHING) {
          out.raw('-');
        }
      }
      case JSON_VALUE -> jsonValue(piece.variable(), record, out, quoting);
      case JSON_READY -> {
        if (piece.variable().write(record, out, quoting) == ContextVariable.Written.NOTHING) {
          out.raw(NULL);
        }
      }
    }
  }

  private static void jsonValue(
      ContextVariable variable, ExchangeRecord record, LogLine out, Quoting quoting) {
    int start = out.length();
    boolean quoted = !variable.isBare(record);
    if (quoted) {
      out.raw('"');
    }
    if (variable.write(record, out, quoting) == ContextVariable.Written.NOTHING) {
      out.cut(start);
      out.raw(NULL);
    } else if (quoted) {
      out.raw('"');
    }
  }
}
