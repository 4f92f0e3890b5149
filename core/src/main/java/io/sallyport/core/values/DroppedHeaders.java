package io.sallyport.core.values;

import io.sallyport.core.message.KnownHeader;
import java.util.EnumSet;
import java.util.Set;

/** The caller's headers that a REST API drops before any mapping sees them. */
public final class DroppedHeaders {

  private static final Set<KnownHeader> DROPPED =
      EnumSet.of(
          KnownHeader.CONNECTION,
          KnownHeader.CONTENT_LENGTH,
          KnownHeader.CONTENT_MD5,
          KnownHeader.EXPECT,
          KnownHeader.MAX_FORWARDS,
          KnownHeader.PROXY_AUTHENTICATE,
          KnownHeader.SERVER,
          KnownHeader.TE,
          KnownHeader.TRAILER,
          KnownHeader.TRANSFER_ENCODING,
          KnownHeader.UPGRADE,
          KnownHeader.WWW_AUTHENTICATE);

  private DroppedHeaders() {}

  /** Whether mappings and integrations never see {@code header}. */
  public static boolean contains(KnownHeader header) {
    return DROPPED.contains(header);
  }

  /** All of them. */
  public static KnownHeader[] all() {
    return DROPPED.toArray(KnownHeader[]::new);
  }
}
