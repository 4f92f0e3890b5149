package io.sallyport.edge.tls;

import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.ReferenceCountedOpenSslServerContext;
import io.netty.handler.ssl.SslContext;
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

  private final SecureRandom random = new SecureRandom();
  private OpenSslSessionTicketKey newest = key();
  private @Nullable OpenSslSessionTicketKey before;

  /** Begins the next period. */
  synchronized void rotate() {
    before = newest;
    newest = key();
  }

  /** Gives {@code context} the keys of this period; the JDK's TLS has keys of its own. */
  synchronized void apply(SslContext context) {
    if (context instanceof ReferenceCountedOpenSslServerContext openSsl) {
      OpenSslServerSessionContext sessions = openSsl.sessionContext();
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
