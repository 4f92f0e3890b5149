package io.sallyport.edge.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.KeyManagerFactoryWrapper;
import io.netty.util.IllegalReferenceCountException;
import io.netty.util.ReferenceCountUtil;
import io.sallyport.core.pipeline.Times;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of a listener: TLS 1.2 and 1.3, a certificate for each name, sessions that can be
 * resumed.
 *
 * <p>All certificates in force share one context of the library. New ones come with a context of
 * their own, whose reference is swapped in one write: handshakes that begin later use it, open
 * connections stay with theirs. Each connection holds the context it was made by, so the memory of
 * an old one goes with its last connection.
 */
public final class ServerTls implements AutoCloseable {

  /** What is offered by ALPN (RFC 7301), best first. */
  private static final String[] ALPN = {
    ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1
  };

  private static final X509Certificate[] NO_ISSUERS = {};

  private final long handshakeNanos;
  private final Times times;
  private final Stapling stapling;
  private final TicketKeys tickets = new TicketKeys();
  private final Upkeep upkeep;
  private volatile InForce inForce;
  private volatile boolean closed;

  private ServerTls(CertificateTable table, Stapling stapling, long handshakeNanos, Times times)
      throws TlsProblem {
    this.handshakeNanos = handshakeNanos;
    this.times = times;
    this.stapling = stapling;
    this.upkeep = new Upkeep(this::rotateTicketKeys, times);
    this.inForce = new InForce(table, context(table));
  }

  /** Those that can be used, in order, and what is wrong with the others. */
  private record Reading(List<ServerCertificate> usable, List<CertificateProblem> problems) {}

  /** What handshakes use, replaced as a whole. */
  private record InForce(CertificateTable table, SslContext context) {}

  /**
   * Reads certificates with their keys.
   *
   * @param files at least one; the first is for callers that name no host, or an unknown one
   * @throws TlsProblem with what is wrong with each of them
   */
  public static ServerTls open(
      List<CertificateFiles> files, Stapling stapling, long handshakeNanos, Times times)
      throws TlsProblem {
    Reading read = read(files, null, times);
    if (!read.problems().isEmpty()) {
      throw new TlsProblem(read.problems());
    }
    return new ServerTls(new CertificateTable(read.usable()), stapling, handshakeNanos, times);
  }

  /** What {@link #open} would find wrong with {@code files}. */
  public static List<CertificateProblem> check(List<CertificateFiles> files, Times times) {
    return read(files, null, times).problems();
  }

  /** A handler for one connection. */
  public SslHandler handler(ByteBufAllocator allocator) {
    SslContext context = retained();
    try {
      SslHandler handler = context.newHandler(allocator);
      handler.setHandshakeTimeout(handshakeNanos, TimeUnit.NANOSECONDS);
      return handler;
    } finally {
      ReferenceCountUtil.release(context);
    }
  }

  /**
   * Reads {@code files} and puts those in force that changed. One that cannot be used leaves in
   * force what was read from the same files before; where there was nothing it stays out.
   */
  public synchronized Replacement replace(List<CertificateFiles> files) {
    CertificateTable before = inForce.table();
    Reading read = read(files, before, times);
    List<ServerCertificate> later = new ArrayList<>(read.usable());
    boolean defaultLost =
        read.problems().stream().anyMatch(problem -> problem.files().equals(files.getFirst()))
            && before.of(files.getFirst()) == null;
    if (defaultLost) {
      later.addFirst(before.all().getFirst());
    }
    if (closed || later.equals(before.all())) {
      return new Replacement(List.of(), read.problems());
    }
    CertificateTable table = new CertificateTable(later);
    try {
      SslContext old = inForce.context();
      inForce = new InForce(table, context(table));
      ReferenceCountUtil.release(old);
    } catch (TlsProblem e) {
      List<CertificateProblem> problems = new ArrayList<>(read.problems());
      problems.add(new CertificateProblem(files.getFirst(), String.valueOf(e.getMessage())));
      return new Replacement(List.of(), problems);
    }
    upkeep.certificates(fetching(table));
    later.removeAll(before.all());
    return new Replacement(later, read.problems());
  }

  /** The certificates in force, the default first. */
  public List<ServerCertificate> certificates() {
    return inForce.table().all();
  }

  /** From now on ticket keys are changed and OCSP responses fetched. */
  public synchronized void start() {
    upkeep.start();
    upkeep.certificates(fetching(inForce.table()));
  }

  /** Gives the library's memory back; handlers that were made live on. */
  @Override
  public synchronized void close() {
    upkeep.close();
    if (!closed) {
      closed = true;
      ReferenceCountUtil.release(inForce.context());
    }
  }

  /** HTTP/2 before HTTP/1.1; a peer that offers or picks neither speaks HTTP/1.1. */
  static ApplicationProtocolConfig alpn() {
    return alpn(ALPN);
  }

  /** Offers, or takes, these protocols; a peer that knows none of them gets no error from us. */
  static ApplicationProtocolConfig alpn(String... protocols) {
    return new ApplicationProtocolConfig(
        Protocol.ALPN,
        SelectorFailureBehavior.NO_ADVERTISE,
        SelectedListenerFailureBehavior.ACCEPT,
        protocols);
  }

  /** BoringSSL where its library loads, else the JDK's TLS. */
  static SslProvider provider() {
    return OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK;
  }

  /** Begins the next period of ticket keys. */
  synchronized void rotateTicketKeys() {
    tickets.rotate();
    if (!closed) {
      tickets.apply(inForce.context());
    }
  }

  /** The context in force, held so that it cannot go before its handler is made. */
  SslContext retained() {
    while (!closed) {
      SslContext context = inForce.context();
      try {
        return ReferenceCountUtil.retain(context);
      } catch (IllegalReferenceCountException e) {
        // It was replaced after it was read here; the next one is in force already.
      }
    }
    throw new IllegalStateException("the listener's TLS is closed");
  }

  /** Those whose responses are fetched; the JDK's TLS has no way to staple one. */
  private List<ServerCertificate> fetching(CertificateTable table) {
    if (!OpenSsl.isOcspSupported()) {
      return List.of();
    }
    return switch (stapling) {
      case OFF -> List.of();
      case FETCH -> table.all().stream().filter(one -> one.files().ocspResponse() == null).toList();
    };
  }

  private SslContext context(CertificateTable table) throws TlsProblem {
    boolean openSsl = OpenSsl.isAvailable();
    boolean staples =
        stapling == Stapling.FETCH
            || table.all().stream().anyMatch(one -> one.files().ocspResponse() != null);
    if (staples && !OpenSsl.isOcspSupported()) {
      throw new TlsProblem(
          "OCSP responses cannot be stapled: BoringSSL does not load here, and the JDK's TLS does"
              + " not staple");
    }
    KeyManagerFactory keys = new KeyManagerFactoryWrapper(new NamedKeys(table, times));
    try {
      SslContext context =
          SslContextBuilder.forServer(
                  openSsl
                      ? new OpenSslCachingX509KeyManagerFactory(keys, table.all().size())
                      : keys)
              .sslProvider(provider())
              // The key store of issuers is empty and in memory; the default kind takes longer.
              .keyStoreType("JKS")
              .protocols("TLSv1.3", "TLSv1.2")
              // Callers show no certificate; without this the JDK's issuers are loaded for them,
              // which is a sixth of a second.
              .trustManager(NO_ISSUERS)
              .sessionTimeout(TicketKeys.PERIOD.toSeconds())
              .enableOcsp(staples)
              .applicationProtocolConfig(alpn())
              .build();
      tickets.apply(context);
      return context;
    } catch (SSLException e) {
      throw new TlsProblem("the certificates cannot be used: " + e.getMessage());
    }
  }

  /** All of {@code files} that can be used, and what was read before of those that cannot. */
  private static Reading read(
      List<CertificateFiles> files, @Nullable CertificateTable before, Times times) {
    Instant now = Instant.ofEpochMilli(times.millis());
    List<ServerCertificate> usable = new ArrayList<>();
    List<CertificateProblem> problems = new ArrayList<>();
    for (CertificateFiles one : files) {
      ServerCertificate known = before == null ? null : before.of(one);
      try {
        usable.add(CertificateReader.read(one, known, now));
      } catch (TlsProblem e) {
        problems.add(new CertificateProblem(one, String.valueOf(e.getMessage())));
        if (known != null) {
          usable.add(known);
        }
      }
    }
    return new Reading(usable, problems);
  }
}
