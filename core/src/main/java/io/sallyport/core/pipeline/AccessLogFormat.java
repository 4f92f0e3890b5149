package io.sallyport.core.pipeline;

import io.sallyport.core.message.Bytes;
import java.util.List;

/**
 * The compiled format of access log lines. AWS copies values into the line as they are, so that a
 * quote in a header breaks a JSON line; here they are escaped ({@link Escaping}), an unset value
 * outside quotes of a JSON format is {@code null}, and a text outside quotes gets them.
 */
public final class AccessLogFormat {

  /** The format of REST APIs where the operator gives none: AWS's JSON preset and latencies. */
  public static final String REST_JSON =
      "{\"requestId\":\"$context.requestId\",\"extendedRequestId\":\"$context.extendedRequestId\","
          + "\"ip\":\"$context.identity.sourceIp\",\"requestTime\":\"$context.requestTime\","
          + "\"httpMethod\":\"$context.httpMethod\",\"path\":\"$context.path\","
          + "\"resourcePath\":\"$context.resourcePath\",\"apiId\":\"$context.apiId\","
          + "\"stage\":\"$context.stage\",\"status\":\"$context.status\","
          + "\"protocol\":\"$context.protocol\",\"responseLength\":\"$context.responseLength\","
          + "\"responseLatency\":\"$context.responseLatency\","
          + "\"integrationLatency\":\"$context.integrationLatency\","
          + "\"errorType\":\"$context.error.responseType\"}";

  /** The format of HTTP APIs where the operator gives none. */
  public static final String HTTP_JSON =
      "{\"requestId\":\"$context.requestId\",\"ip\":\"$context.identity.sourceIp\","
          + "\"requestTime\":\"$context.requestTime\",\"httpMethod\":\"$context.httpMethod\","
          + "\"path\":\"$context.path\",\"routeKey\":\"$context.routeKey\","
          + "\"apiId\":\"$context.apiId\",\"stage\":\"$context.stage\","
          + "\"status\":\"$context.status\",\"protocol\":\"$context.protocol\","
          + "\"responseLength\":\"$context.responseLength\","
          + "\"responseLatency\":\"$context.responseLatency\","
          + "\"integrationLatency\":\"$context.integrationLatency\"}";

  /** What happens to quotes and backslashes in values. */
  public enum Escaping {
    /** They are escaped, so that no value reaches beyond its own place in the line. */
    ESCAPED,
    /** They are copied, as AWS does. */
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
    /** In plain text or inside a JSON string: an unset value is {@code -}. */
    IN_TEXT,
    /** Where JSON expects a whole value: an unset one is {@code null}, texts get quotes. */
    JSON_VALUE,
    /** As {@link #JSON_VALUE}, of a variable that brings its own quotes. */
    JSON_READY
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
    ContextVariable variable = piece.variable();
    switch (piece.place()) {
      case IN_TEXT -> {
        if (variable.write(record, out, escaping) == ContextVariable.Written.NOTHING) {
          out.raw('-');
        }
      }
      case JSON_VALUE -> jsonValue(variable, record, out);
      case JSON_READY -> {
        if (variable.write(record, out, Escaping.AS_AWS) == ContextVariable.Written.NOTHING) {
          out.raw(NULL);
        }
      }
    }
  }

  private void jsonValue(ContextVariable variable, ExchangeRecord record, LogLine out) {
    int start = out.length();
    boolean quoted = !variable.isNumber();
    if (quoted) {
      out.raw('"');
    }
    if (variable.write(record, out, escaping) == ContextVariable.Written.NOTHING) {
      out.cut(start);
      out.raw(NULL);
    } else if (quoted) {
      out.raw('"');
    }
  }
}
