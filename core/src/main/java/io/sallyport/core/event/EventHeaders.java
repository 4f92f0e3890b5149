package io.sallyport.core.event;

import io.sallyport.core.message.Headers;
import io.sallyport.core.message.KnownHeader;
import io.sallyport.core.message.Request;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.values.DroppedHeaders;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of a request as events have them. What belongs to the connection is left out,
 * and what the gateway knows better than the caller is the gateway's: Host, the trace, and the end
 * of {@code X-Forwarded-For}.
 */
final class EventHeaders {

  /** How the names of an HTTP API's headers are spelled in events of version 1.0. */
  enum NamesOfVersion1 {
    /** As the guide says. */
    LOWER_CASE,
    /** As some report. */
    AS_SENT
  }

  /** What runs. */
  static final NamesOfVersion1 NAMES_OF_VERSION_1 = NamesOfVersion1.LOWER_CASE;

  /** Fields AWS spells in its own way, however they were sent. */
  private static final Set<KnownHeader> RESPELLED =
      EnumSet.of(
          KnownHeader.ACCEPT,
          KnownHeader.ACCEPT_CHARSET,
          KnownHeader.ACCEPT_ENCODING,
          KnownHeader.AUTHORIZATION,
          KnownHeader.COOKIE,
          KnownHeader.HOST,
          KnownHeader.REFERER,
          KnownHeader.USER_AGENT,
          KnownHeader.VIA,
          KnownHeader.X_FORWARDED_FOR,
          KnownHeader.X_FORWARDED_PORT,
          KnownHeader.X_FORWARDED_PROTO,
          KnownHeader.X_AMZN_TRACE_ID);

  /** What belongs to one connection, and is never an HTTP API's to pass on. */
  private static final Set<KnownHeader> OF_THE_CONNECTION =
      EnumSet.of(
          KnownHeader.CONNECTION,
          KnownHeader.EXPECT,
          KnownHeader.KEEP_ALIVE,
          KnownHeader.PROXY_AUTHORIZATION,
          KnownHeader.PROXY_CONNECTION,
          KnownHeader.TE,
          KnownHeader.TRAILER,
          KnownHeader.TRANSFER_ENCODING,
          KnownHeader.UPGRADE,
          // Neither obeyed nor passed on, as with HTTP endpoints.
          KnownHeader.X_HTTP_METHOD_OVERRIDE);

  private static final String[] LOWER =
      Stream.of(KnownHeader.values())
          .map(header -> header.canonical().toLowerCase(Locale.ROOT))
          .toArray(String[]::new);

  private EventHeaders() {}

  /** For events of a REST API. */
  static Values rest(Exchange exchange) {
    Headers headers = exchange.request().headers();
    Values values = new Values(Values.Case.IGNORED);
    for (int i = 0; i < headers.size(); i++) {
      KnownHeader known = headers.known(i);
      if (known == null || !isDropped(known)) {
        values.add(
            known != null && RESPELLED.contains(known) ? known.canonical() : headers.name(i),
            headers.value(i));
      }
    }
    addOwn(exchange, values, Spelling.AWS);
    return values;
  }

  /** For events of version 1.0 of an HTTP API. */
  static Values http(Exchange exchange) {
    return NAMES_OF_VERSION_1 == NamesOfVersion1.LOWER_CASE
        ? lowerCase(exchange, null)
        : rest(exchange);
  }

  /**
   * For events of version 2.0.
   *
   * @param cookies gets what the Cookie fields hold, which then are left out
   */
  static Values http(Exchange exchange, List<String> cookies) {
    return lowerCase(exchange, cookies);
  }

  private static Values lowerCase(Exchange exchange, @Nullable List<String> cookies) {
    Headers headers = exchange.request().headers();
    Values values = new Values(Values.Case.COUNTS);
    for (int i = 0; i < headers.size(); i++) {
      KnownHeader known = headers.known(i);
      if (known == KnownHeader.COOKIE && cookies != null) {
        addCookies(headers.value(i), cookies);
      } else if (known == null || !OF_THE_CONNECTION.contains(known)) {
        String name =
            known == null ? headers.name(i).toLowerCase(Locale.ROOT) : LOWER[known.ordinal()];
        values.add(name, headers.value(i));
      }
    }
    addOwn(exchange, values, Spelling.LOWER);
    return values;
  }

  private static boolean isDropped(KnownHeader known) {
    return DroppedHeaders.contains(known) || OF_THE_CONNECTION.contains(known);
  }

  private enum Spelling {
    AWS,
    LOWER
  }

  private static void addOwn(Exchange exchange, Values values, Spelling spelling) {
    Request request = exchange.request();
    String host = name(KnownHeader.HOST, spelling);
    if (values.last(host) == null) {
      values.add(host, request.host());
    }
    for (KnownHeader header : OwnHeaders.ALL) {
      values.set(name(header, spelling), OwnHeaders.value(header, exchange));
    }
  }

  private static String name(KnownHeader header, Spelling spelling) {
    return spelling == Spelling.AWS ? header.canonical() : LOWER[header.ordinal()];
  }

  /** Cookies of one field, each {@code name=value}; RFC 6265 section 4.2.1. */
  private static void addCookies(String field, List<String> cookies) {
    for (String cookie : field.split(";", -1)) {
      String one = cookie.strip();
      if (!one.isEmpty()) {
        cookies.add(one);
      }
    }
  }
}
