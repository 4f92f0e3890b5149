package io.sallyport.edge.http2;

import io.sallyport.core.message.HeaderRules;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.edge.wire.FieldWriter;
import io.sallyport.edge.wire.Head;
import io.sallyport.edge.wire.Octets;
import org.jspecify.annotations.Nullable;

/** Puts the header block of one HTTP/2 message together. One for each loop. */
public final class BlockWriter extends FieldWriter {

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
    if (!Octets.isToken(method) || !Octets.isTarget(target) || !Octets.isTarget(authority)) {
      alter();
      return;
    }
    encoder.method(method);
    encoder.scheme(secure);
    encoder.authority(authority);
    encoder.path(target);
  }

  @Override
  protected void copy(Head head, int i, @Nullable KnownHeader known, boolean remapped) {
    if (remapped) {
      field(HeaderRules.REMAPPED_PREFIX + head.name(i), head.value(i));
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
  }

  @Override
  protected void field(String name, String value) {
    if (!Octets.isToken(name)) {
      alter();
      return;
    }
    encoder.field(name, null, clean(value));
  }

  /** {@code value} with blanks in place of what no field may hold, and none around it. */
  private String clean(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= 0xFF && !Octets.isField((byte) c)) {
        alter();
        return clean(value.substring(0, i) + ' ' + value.substring(i + 1));
      }
    }
    return value.strip();
  }

  /** The length of the body that follows. */
  public void contentLength(long length) {
    encoder.field(KnownHeader.CONTENT_LENGTH, length);
  }

  /** Writes the Date field, unless one was passed on. */
  public void date(byte[] value) {
    if (!dateWritten()) {
      encoder.field(KnownHeader.DATE, value, 0, value.length);
    }
  }

  byte[] array() {
    return encoder.array();
  }

  int length() {
    return encoder.length();
  }
}
