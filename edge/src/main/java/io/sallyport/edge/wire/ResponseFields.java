package io.sallyport.edge.wire;

import io.sallyport.core.message.KnownHeader;
import org.jspecify.annotations.Nullable;

/** Puts the head of a response together from the fields of HTTP/2, RFC 9113 section 8.3.2. */
public final class ResponseFields extends HeadFields<ResponseHead> {

  private boolean status;

  public ResponseFields(HeadLimits limits) {
    super(limits, new ResponseHead());
  }

  /** Starts the next head. */
  public void start() {
    begin(new ResponseHead());
    status = false;
  }

  /** The head as far as it was understood. */
  public ResponseHead response() {
    return head();
  }

  @Override
  @Nullable Malformed pseudo(
      byte[] name, int nameFrom, int nameTo, byte[] value, int from, int to) {
    if (!Octets.spells(name, nameFrom, nameTo, ":status")) {
      return Malformed.bad("a pseudo-header field that no response has");
    }
    if (status) {
      return Malformed.bad("more than one :status");
    }
    status = true;
    if (to - from != 3) {
      return Malformed.bad("a :status that is not three digits");
    }
    int code = 0;
    for (int i = from; i < to; i++) {
      if (!Octets.isDigit(value[i])) {
        return Malformed.bad("a :status that is not three digits");
      }
      code = code * 10 + value[i] - '0';
    }
    if (code < 100 || code > 599 || code == 101) {
      return Malformed.bad("the status `" + code + "`");
    }
    head().status = code;
    return null;
  }

  @Override
  @Nullable Malformed known(KnownHeader known, byte[] value, int from, int to) {
    return null;
  }

  /** Ends the head: what is wrong with it, or null. */
  public @Nullable Malformed finish() {
    Malformed wrong = end();
    return wrong == null && !status ? Malformed.bad("a response without :status") : wrong;
  }
}
