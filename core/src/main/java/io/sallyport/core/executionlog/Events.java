package io.sallyport.core.executionlog;

import io.sallyport.core.language.PercentCoding;
import io.sallyport.core.logline.LogLine;
import io.sallyport.core.logline.Quoting;
import io.sallyport.core.message.Body;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.HeaderEdits;
import io.sallyport.core.message.HeaderRules;
import io.sallyport.core.message.Headers;
import io.sallyport.core.pipeline.DeclaredAuthorizer;
import io.sallyport.core.pipeline.DeclaredAuthorizer.Incoming;
import io.sallyport.core.pipeline.Exchange;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as lines, {@code time (request id) words}, into a buffer that is used again. Maps
 * are written as AWS writes them, {@code {k=v, k2=v2}}. Confined to one loop.
 */
final class Events {

  /** The longest event in bytes, its request id included and its time not. */
  static final int LIMIT = 1024;

  private static final byte[] TRUNCATED = " [TRUNCATED]".getBytes(StandardCharsets.US_ASCII);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z' ").withZone(ZoneOffset.UTC);

  private final LogLine out = new LogLine(4096);
  private byte[] time = {};
  private byte[] id = {};
  private Masking masking = Masking.WHOLE;
  private @Nullable DeclaredAuthorizer authorizer;
  private int begin;
  private boolean first;

  /** Forgets what was written and begins with events of {@code exchange} at {@code millis}. */
  Events start(Exchange exchange, long millis, Masking masked) {
    out.clear();
    time = ascii(TIME.format(Instant.ofEpochMilli(millis)));
    id = ascii("(" + exchange.requestId() + ") ");
    masking = masked;
    authorizer = exchange.hasRoute() ? DeclaredAuthorizer.of(exchange.route()) : null;
    return this;
  }

  /** What was written. */
  LogLine lines() {
    return out;
  }

  /** An event that is words alone. */
  Events event(String words) {
    open(words);
    return close();
  }

  /** An event that ends in a text of any origin. */
  Events event(String words, String text) {
    open(words);
    text(text);
    return close();
  }

  /** An event that ends in a secret, of which only what the log may hold is left. */
  Events secret(String words, String value) {
    return event(words, masking.mask(value));
  }

  /** An event that ends in the identity values of a request, masked. */
  Events identity(String words, Exchange exchange, DeclaredAuthorizer from) {
    if (from.incoming() == Incoming.TOKEN) {
      String token = from.sources().isEmpty() ? null : value(from, 0, exchange);
      return secret(words, token == null ? "" : token);
    }
    openMap(words);
    for (int i = 0; i < from.sources().size(); i++) {
      String value = value(from, i, exchange);
      masked(from.sources().get(i).name(), value == null ? "" : value, true);
    }
    return closeMap();
  }

  /** An event that ends in a request target. */
  Events address(String words, String origin, String target) {
    return event(words, origin + Secrets.target(target, this::isSecret, masking));
  }

  /** An event that ends in a map of path parameters. */
  Events path(String words, Exchange exchange, List<String> names) {
    openMap(words);
    for (String name : names) {
      String value = exchange.pathParameter(name);
      entry(name, value == null ? "" : PercentCoding.decode(value));
    }
    return closeMap();
  }

  /** An event that ends in a map of query parameters. */
  Events query(String words, @Nullable String query) {
    openMap(words);
    if (query != null && !query.isEmpty()) {
      for (String parameter : query.split("&", -1)) {
        int equals = parameter.indexOf('=');
        String name = equals < 0 ? parameter : parameter.substring(0, equals);
        String value = equals < 0 ? "" : parameter.substring(equals + 1);
        entry(PercentCoding.decodeQuery(name), PercentCoding.decodeQuery(value));
      }
    }
    return closeMap();
  }

  /** An event that ends in a map of the fields of a message that was received. */
  Events headers(String words, Headers headers) {
    openMap(words);
    for (int i = 0; i < headers.size(); i++) {
      entry(headers.name(i), headers.value(i));
    }
    return closeMap();
  }

  /**
   * An event that ends in a map of the fields of a message that is sent, without those that frame
   * it.
   *
   * @param host the Host field of a request, or null
   */
  Events fields(
      String words, @Nullable String host, Headers base, HeaderRules rules, HeaderEdits edits) {
    openMap(words);
    if (host != null) {
      entry("Host", host);
    }
    for (int i = 0; i < base.size(); i++) {
      HeaderRules.Treatment treatment = rules.of(base.known(i));
      boolean passed = treatment == HeaderRules.Treatment.PASS && !isOwn(base, i, host);
      boolean remapped = treatment == HeaderRules.Treatment.REMAP;
      if ((passed || remapped) && !edits.hides(base, i)) {
        masked(
            (remapped ? HeaderRules.REMAPPED_PREFIX : "") + base.name(i),
            base.value(i),
            isSecret(base.name(i)));
      }
    }
    for (int i = 0; i < edits.size(); i++) {
      entry(edits.name(i), edits.value(i));
    }
    return closeMap();
  }

  /**
   * An event that ends in a body, where the gateway has it in memory.
   *
   * @param coding the body's Content-Encoding, or null
   */
  Events body(String words, Body body, @Nullable String coding) {
    boolean plain = coding == null || coding.isBlank() || coding.equalsIgnoreCase("identity");
    return switch (body) {
      case Bytes bytes when plain && BodyText.isText(bytes) -> event(words, BodyText.start(bytes));
      case Bytes bytes -> event(words, "(" + bytes.length() + " bytes that are no plain text)");
      default -> event(words, BodyText.unheld(body));
    };
  }

  /**
   * An event that ends in what a function is given or gives back: JSON with its secrets masked, or
   * whatever else it is, as a body.
   */
  Events json(String words, Bytes text) {
    if (!BodyText.isText(text)) {
      return body(words, text, null);
    }
    String shown = MaskedJson.of(text, this::isSecretOfFunctions, masking, LIMIT);
    return shown.isEmpty() ? body(words, text, null) : event(words, shown);
  }

  /** An event that ends in a map of names and their values, without those that are null. */
  Events map(String words, @Nullable String... namesAndValues) {
    openMap(words);
    for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
      String name = namesAndValues[i];
      String value = namesAndValues[i + 1];
      if (name != null && value != null) {
        entry(name, value);
      }
    }
    return closeMap();
  }

  /** An endpoint or a function has answered. */
  Events received(int status, long millis) {
    return event(
        "Received response. Status: " + status + ", Integration latency: " + millis + " ms");
  }

  private void open(String words) {
    out.raw(time);
    begin = out.length();
    out.raw(id).text(words, Quoting.NONE);
  }

  /** Ends an event; one that is too long is cut between characters and says so, as AWS's does. */
  private Events close() {
    if (out.length() - begin > LIMIT) {
      int end = begin + LIMIT;
      while ((out.bytes()[end] & 0xC0) == 0x80) {
        end--;
      }
      out.cut(end);
      out.raw(TRUNCATED);
    }
    out.raw('\n');
    return this;
  }

  private void openMap(String words) {
    open(words);
    out.raw('{');
    first = true;
  }

  private Events closeMap() {
    out.raw('}');
    return close();
  }

  private void entry(String name, String value) {
    masked(name, value, isSecret(name));
  }

  /** What tells who the caller is, is a secret under whatever name it comes. */
  private boolean isSecret(String name) {
    DeclaredAuthorizer asked = authorizer;
    return Secrets.has(name) || (asked != null && asked.reads(name));
  }

  private boolean isSecretOfFunctions(String name) {
    return Secrets.hasFunctions(name) || isSecret(name);
  }

  private void masked(String name, String value, boolean secret) {
    if (!first) {
      out.raw(',').raw(' ');
    }
    first = false;
    text(name);
    out.raw('=');
    text(secret ? masking.mask(value) : value);
  }

  private static @Nullable String value(DeclaredAuthorizer from, int at, Exchange exchange) {
    return from.sources().get(at).value().apply(exchange);
  }

  /** No more of a text is rendered than an event can hold. */
  private void text(String value) {
    if (out.length() - begin <= LIMIT) {
      out.text(value.length() > LIMIT ? value.substring(0, LIMIT + 1) : value, Quoting.NONE);
    }
  }

  /** Whether the field belongs to the connection, which writes its own. */
  private static boolean isOwn(Headers headers, int index, @Nullable String host) {
    return switch (headers.known(index)) {
      case null -> false;
      case CONNECTION,
          CONTENT_LENGTH,
          TRANSFER_ENCODING,
          KEEP_ALIVE,
          PROXY_CONNECTION,
          TE,
          TRAILER,
          UPGRADE ->
          true;
      case HOST, EXPECT -> host != null;
      default -> false;
    };
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
