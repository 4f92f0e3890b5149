package io.sallyport.core.event;

import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.message.Request;
import io.sallyport.core.pipeline.Exchange;
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.Set;

/** The header fields that functions are given as the gateway knows them, not as they were sent. */
public final class OwnHeaders {

  static final Set<KnownHeader> ALL =
      EnumSet.of(
          KnownHeader.X_AMZN_TRACE_ID,
          KnownHeader.X_FORWARDED_FOR,
          KnownHeader.X_FORWARDED_PORT,
          KnownHeader.X_FORWARDED_PROTO);

  private OwnHeaders() {}

  /** Whether {@code header} is one of them. */
  public static boolean contains(KnownHeader header) {
    return ALL.contains(header);
  }

  /** What functions are given as {@code header}, which is one of them. */
  public static String value(KnownHeader header, Exchange exchange) {
    Request request = exchange.request();
    return switch (header) {
      case X_AMZN_TRACE_ID -> exchange.trace();
      case X_FORWARDED_FOR -> forwardedFor(request);
      case X_FORWARDED_PORT -> request.secure() ? "443" : "80";
      case X_FORWARDED_PROTO -> request.secure() ? "https" : "http";
      default -> throw new IllegalArgumentException("the caller's own header " + header);
    };
  }

  private static String forwardedFor(Request request) {
    InetAddress source = request.source().getAddress();
    String address = source == null ? "unknown" : source.getHostAddress();
    String before =
        String.join(", ", request.headers().all(KnownHeader.X_FORWARDED_FOR.canonical()));
    return before.isEmpty() ? address : before + ", " + address;
  }
}
