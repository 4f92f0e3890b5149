package io.sallyport.edge.wire;

import io.sallyport.core.message.KnownHeader;
import org.jspecify.annotations.Nullable;

/** The fields that belong to one connection and are never passed on: RFC 9110 section 7.6.1. */
final class Framing {

  private static final boolean[] FIELDS = fields();

  private Framing() {}

  static boolean has(@Nullable KnownHeader known) {
    return known != null && FIELDS[known.ordinal()];
  }

  /** Whether {@code name} is one of them, in any case. */
  static boolean has(String name) {
    return switch (name.length()) {
      case 2, 7, 10, 14, 16, 17 -> has(KnownHeader.of(name));
      default -> false;
    };
  }

  private static boolean[] fields() {
    boolean[] fields = new boolean[KnownHeader.values().length];
    fields[KnownHeader.CONNECTION.ordinal()] = true;
    fields[KnownHeader.CONTENT_LENGTH.ordinal()] = true;
    fields[KnownHeader.TRANSFER_ENCODING.ordinal()] = true;
    fields[KnownHeader.KEEP_ALIVE.ordinal()] = true;
    fields[KnownHeader.PROXY_CONNECTION.ordinal()] = true;
    fields[KnownHeader.TE.ordinal()] = true;
    fields[KnownHeader.TRAILER.ordinal()] = true;
    fields[KnownHeader.UPGRADE.ordinal()] = true;
    return fields;
  }
}
