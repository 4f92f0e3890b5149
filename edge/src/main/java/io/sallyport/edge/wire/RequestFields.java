package io.sallyport.edge.wire;

import io.sallyport.core.message.KnownHeader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Puts the head of a request together from the fields of HTTP/2, RFC 9113 section 8.3.1. */
public final class RequestFields extends HeadFields<RequestHead> {

  private static final byte[] HOST = "Host".getBytes(StandardCharsets.US_ASCII);

  private final Grpc grpc;
  private boolean method;
  private boolean scheme;
  private boolean path;
  private boolean asterisk;

  /** The port that an authority without one has. */
  private int schemePort;

  private byte @Nullable [] authority;
  private boolean hostField;
  private boolean expectation;
  private int mediaTypes;
  private @Nullable Malformed unacceptable;

  public RequestFields(HeadLimits limits, Grpc grpc) {
    super(limits, new RequestHead());
    this.grpc = grpc;
  }

  /** Starts the next head. */
  public void start() {
    begin(new RequestHead());
    method = false;
    scheme = false;
    path = false;
    asterisk = false;
    authority = null;
    hostField = false;
    expectation = false;
    mediaTypes = 0;
    unacceptable = null;
  }

  /** The head as far as it was understood. */
  public RequestHead request() {
    return head();
  }

  @Override
  @Nullable Malformed pseudo(
      byte[] name, int nameFrom, int nameTo, byte[] value, int from, int to) {
    if (Octets.spells(name, nameFrom, nameTo, ":method")) {
      return method(value, from, to);
    }
    if (Octets.spells(name, nameFrom, nameTo, ":path")) {
      return path(value, from, to);
    }
    if (Octets.spells(name, nameFrom, nameTo, ":scheme")) {
      return scheme(value, from, to);
    }
    if (Octets.spells(name, nameFrom, nameTo, ":authority")) {
      return authority(value, from, to);
    }
    return Malformed.bad("a pseudo-header field that no request has");
  }

  private @Nullable Malformed method(byte[] value, int from, int to) {
    if (method) {
      return Malformed.bad("more than one :method");
    }
    method = true;
    for (int i = from; i < to; i++) {
      if (!Octets.isToken(value[i])) {
        return Malformed.bad("a :method that is not a token");
      }
    }
    if (from == to) {
      return Malformed.bad("an empty :method");
    }
    if (to - from > Target.MAX_METHOD) {
      return Target.LONG_METHOD;
    }
    head().method = Target.method(value, from, to);
    return head().method.equals("CONNECT") ? Malformed.bad("the method CONNECT") : null;
  }

  private @Nullable Malformed path(byte[] value, int from, int to) {
    if (path) {
      return Malformed.bad("more than one :path");
    }
    path = true;
    if (to - from > limits().startLine()) {
      return new Malformed(414, "a :path longer than " + limits().startLine() + " bytes");
    }
    for (int i = from; i < to; i++) {
      if (!Octets.isTarget(value[i])) {
        return Malformed.bad("a :path with a character that must be encoded");
      }
    }
    asterisk = to - from == 1 && value[from] == '*';
    if (asterisk) {
      return null;
    }
    if (from == to || value[from] != '/') {
      return Malformed.bad("a :path that does not start with a slash");
    }
    return Target.path(head(), value, from, to);
  }

  private @Nullable Malformed scheme(byte[] value, int from, int to) {
    if (scheme) {
      return Malformed.bad("more than one :scheme");
    }
    scheme = true;
    boolean https = Octets.spells(value, from, to, "https");
    schemePort = https ? 443 : 80;
    return https || Octets.spells(value, from, to, "http")
        ? null
        : Malformed.bad("a :scheme other than http and https");
  }

  private @Nullable Malformed authority(byte[] value, int from, int to) {
    if (authority != null) {
      return Malformed.bad("more than one :authority");
    }
    String host = Target.host(value, from, to);
    if (host == null) {
      return Malformed.bad("an :authority that is not a host name or address");
    }
    head().host = host;
    authority = Arrays.copyOfRange(value, from, to);
    return charge(HOST.length, to - from);
  }

  @Override
  @Nullable Malformed known(KnownHeader known, byte[] value, int from, int to) {
    if (known == KnownHeader.HOST) {
      return host(value, from, to);
    }
    if (known == KnownHeader.CONTENT_TYPE && grpc == Grpc.ON) {
      // Of two media types nobody knows which one the endpoint goes by.
      head().grpc = ++mediaTypes == 1 && GrpcMediaType.is(value, from, to);
    }
    if (known == KnownHeader.EXPECT) {
      expectation = Octets.spells(value, from, to, "100-continue");
      if (!expectation) {
        unacceptable = new Malformed(417, "an expectation other than 100-continue");
      }
    }
    return null;
  }

  private @Nullable Malformed host(byte[] value, int from, int to) {
    if (hostField) {
      return Malformed.bad("more than one Host");
    }
    hostField = true;
    String host = Target.host(value, from, to);
    if (host == null) {
      return Malformed.bad("a Host that is not a host name or address with an optional port");
    }
    if (authority != null
        && (!host.equals(head().host)
            || Target.port(value, from, to, schemePort)
                != Target.port(authority, 0, authority.length, schemePort))) {
      return Malformed.bad("a Host that differs from :authority");
    }
    head().host = host;
    return null;
  }

  /**
   * Ends the head.
   *
   * @param bodiless whether nothing follows
   * @return what is wrong with it, or null
   */
  public @Nullable Malformed finish(boolean bodiless) {
    Malformed wrong = end();
    if (wrong != null) {
      return wrong;
    }
    if (!method || !scheme || !(path || asterisk)) {
      return Malformed.bad("a request without :method, :scheme or :path");
    }
    if (authority == null && !hostField) {
      return Malformed.bad("a request without :authority and Host");
    }
    RequestHead head = head();
    if (bodiless && head.contentLength > 0) {
      return Malformed.bad("a Content-Length without a body");
    }
    if (authority != null && !hostField) {
      add(HOST, 0, HOST.length, authority, 0, authority.length, KnownHeader.HOST);
    }
    head.chunked = !bodiless && head.contentLength < 0;
    head.expectsContinue = expectation && !bodiless;
    if (asterisk) {
      head.path = "*";
      return head.method.equals("OPTIONS")
          ? new Malformed(404, "the target `*` names no API")
          : Malformed.bad("a :path that does not start with a slash");
    }
    return unacceptable;
  }
}
