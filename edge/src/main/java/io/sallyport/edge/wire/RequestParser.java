package io.sallyport.edge.wire;

import io.sallyport.core.message.KnownHeader;
import org.jspecify.annotations.Nullable;

/** Reads the heads of requests. */
public final class RequestParser extends HeadParser<RequestHead> {

  /** Empty lines that are forgiven before a request line, RFC 9112 section 2.2. */
  private static final int MAX_EMPTY = 8;

  private boolean hostSeen;
  private boolean absolute;
  private boolean badExpectation;

  public RequestParser(HeadLimits limits) {
    super(limits, new RequestHead());
  }

  @Override
  RequestHead fresh() {
    hostSeen = false;
    absolute = false;
    badExpectation = false;
    return new RequestHead();
  }

  @Override
  boolean skipsEmptyLine(int at) {
    return at <= MAX_EMPTY;
  }

  @Override
  @Nullable Malformed startLine(RequestHead head, int from, int to) {
    byte[] b = bytes();
    int methodTo = from;
    while (methodTo < to && Octets.isToken(b[methodTo])) {
      methodTo++;
    }
    if (methodTo == from || methodTo == to || b[methodTo] != ' ') {
      return Malformed.bad("a request line that does not start with a method and a space");
    }
    if (methodTo - from > Target.MAX_METHOD) {
      return Target.LONG_METHOD;
    }
    int targetTo = methodTo + 1;
    while (targetTo < to && Octets.isTarget(b[targetTo])) {
      targetTo++;
    }
    if (targetTo == methodTo + 1 || targetTo == to || b[targetTo] != ' ') {
      return Malformed.bad("a request target with a character that must be encoded");
    }
    head.method = Target.method(b, from, methodTo);
    Malformed wrong = version(head, targetTo + 1, to);
    return wrong != null ? wrong : target(head, methodTo + 1, targetTo);
  }

  private @Nullable Malformed version(RequestHead head, int from, int to) {
    byte[] b = bytes();
    if (to - from != 8
        || !Octets.spells(b, from, from + 5, "http/")
        || b[from] != 'H'
        || b[from + 1] != 'T'
        || b[from + 2] != 'T'
        || b[from + 3] != 'P'
        || !Octets.isDigit(b[from + 5])
        || b[from + 6] != '.'
        || !Octets.isDigit(b[from + 7])) {
      return Malformed.bad("a request line that does not end in an HTTP version");
    }
    if (b[from + 5] != '1' || b[from + 7] > '1') {
      return new Malformed(505, "an HTTP version other than 1.0 and 1.1");
    }
    head.http11 = b[from + 7] == '1';
    return null;
  }

  private @Nullable Malformed target(RequestHead head, int from, int to) {
    byte[] b = bytes();
    if (head.method.equals("CONNECT")) {
      return Malformed.bad("the method CONNECT");
    }
    if (b[from] == '/') {
      return Target.path(head, b, from, to);
    }
    if (to - from == 1 && b[from] == '*' && head.method.equals("OPTIONS")) {
      head.path = "*";
      return null;
    }
    return absolute(head, from, to);
  }

  /** The absolute form, {@code http://host/path}; its authority counts, as RFC 9112 says. */
  private @Nullable Malformed absolute(RequestHead head, int from, int to) {
    byte[] b = bytes();
    int authority;
    if (to - from > 7 && Octets.spells(b, from, from + 7, "http://")) {
      authority = from + 7;
    } else if (to - from > 8 && Octets.spells(b, from, from + 8, "https://")) {
      authority = from + 8;
    } else {
      return Malformed.bad("a request target that is neither a path nor an http address");
    }
    int end = authority;
    while (end < to && b[end] != '/' && b[end] != '?') {
      end++;
    }
    String host = Target.host(b, authority, end);
    if (host == null) {
      return Malformed.bad("a request target whose host is not a host name or address");
    }
    head.host = host;
    absolute = true;
    if (end == to) {
      head.path = "/";
      return null;
    }
    if (b[end] == '?') {
      head.query = text(end + 1, to);
      return null;
    }
    return Target.path(head, b, end, to);
  }

  @Override
  @Nullable Malformed field(RequestHead head, KnownHeader known, int from, int to) {
    if (known == KnownHeader.HOST) {
      return hostField(head, from, to);
    }
    if (known == KnownHeader.UPGRADE) {
      head.upgrade = true;
    }
    if (known == KnownHeader.EXPECT) {
      if (Octets.spells(bytes(), from, to, "100-continue")) {
        head.expectsContinue = true;
      } else {
        badExpectation = true;
      }
    }
    return null;
  }

  private @Nullable Malformed hostField(RequestHead head, int from, int to) {
    if (hostSeen) {
      return Malformed.bad("more than one Host");
    }
    hostSeen = true;
    String host = Target.host(bytes(), from, to);
    if (host == null) {
      return Malformed.bad("a Host that is not a host name or address with an optional port");
    }
    if (absolute && !host.equals(head.host)) {
      return Malformed.bad("a Host that differs from the host of the request target");
    }
    head.host = host;
    return null;
  }

  @Override
  @Nullable Malformed finish(RequestHead head) {
    if (head.http11 && !hostSeen) {
      return Malformed.bad("an HTTP/1.1 request without Host");
    }
    if (head.http11 && badExpectation) {
      return new Malformed(417, "an expectation other than 100-continue");
    }
    if (!head.http11 || !head.hasBody()) {
      head.expectsContinue = false;
    }
    return head.path.equals("*") ? new Malformed(404, "the target `*` names no API") : null;
  }
}
