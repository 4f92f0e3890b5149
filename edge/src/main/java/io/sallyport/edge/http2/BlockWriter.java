package io.sallyport.edge.http2;

import io.sallyport.core.message.HeaderEdits;
import io.sallyport.core.message.HeaderRules;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.edge.wire.FieldWriter;
import io.sallyport.edge.wire.Head;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Puts the header block of one HTTP/2 message together. One for each loop. */
public final class BlockWriter extends FieldWriter {

  private static final byte[] TRAILERS = "trailers".getBytes(StandardCharsets.US_ASCII);
  private static final int DATE_NAME = "Date: ".length();

  private final HpackEncoder encoder = new HpackEncoder();

  /** Starts the block of a response. */
  public void response(int status) {
    begin();
    encoder.start();
    encoder.status(status);
  }

  /** Starts the block of a request. */
  public void request(String method, boolean secure, String authority, String target) {
    begin();
    encoder.start();
    encoder.method(method);
    encoder.scheme(secure);
    encoder.authority(authority);
    encoder.path(target);
    check();
  }

  /** Writes the block of the fields after a body, which is empty when none of them may go. */
  public void trailers(Head fields, HeaderRules rules, HeaderEdits edits) {
    begin();
    encoder.start();
    trailing(fields, rules, edits);
  }

  /** Says that trailers are taken, RFC 9110 section 10.1.4. */
  public void te() {
    encoder.field(KnownHeader.TE, TRAILERS, 0, TRAILERS.length);
  }

  private void check() {
    if (encoder.altered()) {
      alter();
    }
  }

  @Override
  protected void copy(Head head, int i, @Nullable KnownHeader known, boolean remapped) {
    if (remapped) {
      field(HeaderRules.REMAPPED_PREFIX + head.name(i), head.value(i));
      if (head.neverIndexed(i) || HpackEncoder.isSensitive(known)) {
        encoder.neverIndex();
      }
      return;
    }
    byte[] array = head.array();
    encoder.field(
        array,
        head.nameFrom(i),
        head.nameLength(i),
        known,
        array,
        head.valueFrom(i),
        head.valueLength(i));
    if (head.neverIndexed(i)) {
      encoder.neverIndex();
    }
  }

  @Override
  protected void field(String name, String value) {
    encoder.field(name, null, value);
    check();
  }

  /** The length of the body that follows. */
  public void contentLength(long length) {
    encoder.field(KnownHeader.CONTENT_LENGTH, length);
  }

  /**
   * Writes the Date field, unless one was passed on.
   *
   * @param line the whole line, as HTTP/1.1 has it
   */
  public void date(byte[] line) {
    if (!dateWritten()) {
      encoder.field(KnownHeader.DATE, line, DATE_NAME, line.length - DATE_NAME - 2);
    }
  }

  byte[] array() {
    return encoder.array();
  }

  /** The length of the block, in bytes. */
  public int length() {
    return encoder.length();
  }
}
