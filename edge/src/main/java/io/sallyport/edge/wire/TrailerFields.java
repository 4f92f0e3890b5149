package io.sallyport.edge.wire;

import io.sallyport.core.message.KnownHeader;
import org.jspecify.annotations.Nullable;

/** Puts the fields after a body together, RFC 9113 section 8.1. */
public final class TrailerFields extends HeadFields<Head> {

  public TrailerFields(HeadLimits limits) {
    super(limits, new Head());
  }

  /** Starts the next. */
  public void start() {
    begin(new Head());
  }

  @Override
  @Nullable Malformed pseudo(
      byte[] name, int nameFrom, int nameTo, byte[] value, int valueFrom, int valueTo) {
    return Malformed.bad("a pseudo-header field after a body");
  }

  @Override
  @Nullable Malformed known(KnownHeader known, byte[] value, int valueFrom, int valueTo) {
    return known == KnownHeader.HOST ? Malformed.bad("a Host after a body") : null;
  }

  /** The fields as far as they were understood. */
  public Head trailers() {
    return head();
  }

  /** Ends the fields: what is wrong with them, or null. */
  public @Nullable Malformed finish() {
    return head().contentLength >= 0 ? Malformed.bad("a Content-Length after a body") : end();
  }
}
