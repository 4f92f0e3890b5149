package io.sallyport.edge.tls;

import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.ReferenceCountedOpenSslServerContext;
import io.netty.handler.ssl.SslContext;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The keys that session tickets are sealed with (RFC 5077, RFC 8446 §4.6.1), made and kept in
 * memory alone. They belong to the listener rather than to a certificate, so sessions outlive a new
 * certificate. The newest key seals; the one before it opens for one period more. Who learns a key
 * can read the TLS 1.2 sessions of two periods and no more, and those of TLS 1.3 not at all.
 */
final class TicketKeys {

  /** How long a key seals, and how long a session can be resumed. */
  static final Duration PERIOD = Duration.ofHours(1);

  /**
   * What sessions are resumed within: all certificates, before and after one is replaced.
   *
   * <p>INVARIANT: callers show no certificate. Where they do, sessions of one trust must not be
   * resumed under another, and each needs an id of its own.
   */
  private static final byte[] LISTENER = "sallyport".getBytes(StandardCharsets.US_ASCII);

  private final SecureRandom random = new SecureRandom();
  private OpenSslSessionTicketKey newest = key();
  private @Nullable OpenSslSessionTicketKey before;

  /** Begins the next period. */
  synchronized void rotate() {
    before = newest;
    newest = key();
  }

  /**
   * Gives {@code context} the keys of this period. The JDK's TLS has keys of its own, and forgets
   * its sessions with a context.
   *
   * @throws IllegalStateException when the library does not take them
   */
  synchronized void apply(SslContext context) {
    if (context instanceof ReferenceCountedOpenSslServerContext openSsl) {
      OpenSslServerSessionContext sessions = openSsl.sessionContext();
      if (!sessions.setSessionIdContext(LISTENER)) {
        throw new IllegalStateException("sessions of this context cannot be resumed");
      }
      if (before == null) {
        sessions.setTicketKeys(newest);
      } else {
        sessions.setTicketKeys(newest, before);
      }
    }
  }

  private OpenSslSessionTicketKey key() {
    return new OpenSslSessionTicketKey(
        bytes(OpenSslSessionTicketKey.NAME_SIZE),
        bytes(OpenSslSessionTicketKey.HMAC_KEY_SIZE),
        bytes(OpenSslSessionTicketKey.AES_KEY_SIZE));
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
