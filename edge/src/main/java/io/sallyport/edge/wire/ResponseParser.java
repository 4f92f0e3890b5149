package io.sallyport.edge.wire;

import io.sallyport.core.message.KnownHeader;
import org.jspecify.annotations.Nullable;

/** Reads the heads of responses. */
public final class ResponseParser extends HeadParser<ResponseHead> {

  public ResponseParser(HeadLimits limits) {
    super(limits, new ResponseHead());
  }

  @Override
  ResponseHead fresh() {
    return new ResponseHead();
  }

  @Override
  boolean skipsEmptyLine(int at) {
    return false;
  }

  @Override
  @Nullable Malformed startLine(ResponseHead head, int from, int to) {
    byte[] b = bytes();
    boolean shaped =
        to - from >= 12
            && b[from] == 'H'
            && b[from + 1] == 'T'
            && b[from + 2] == 'T'
            && b[from + 3] == 'P'
            && b[from + 4] == '/'
            && b[from + 5] == '1'
            && b[from + 6] == '.'
            && (b[from + 7] == '1' || b[from + 7] == '0')
            && b[from + 8] == ' '
            && (to - from == 12 || b[from + 12] == ' ');
    if (!shaped) {
      return Malformed.bad("a status line that is not HTTP/1.0 or HTTP/1.1 and a status");
    }
    int status = 0;
    for (int i = from + 9; i < from + 12; i++) {
      if (!Octets.isDigit(b[i])) {
        return Malformed.bad("a status that is not three digits");
      }
      status = status * 10 + b[i] - '0';
    }
    if (status < 100 || status > 599) {
      return Malformed.bad("the status `" + status + "`");
    }
    head.http11 = b[from + 7] == '1';
    head.status = status;
    return null;
  }

  @Override
  @Nullable Malformed field(ResponseHead head, KnownHeader known, int from, int to) {
    return null;
  }

  @Override
  @Nullable Malformed finish(ResponseHead head) {
    return null;
  }
}
