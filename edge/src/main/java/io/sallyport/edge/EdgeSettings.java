package io.sallyport.edge;

import io.sallyport.edge.tls.CertificateFiles;
import io.sallyport.edge.tls.Stapling;
import io.sallyport.edge.tls.UpstreamHttp2;
import io.sallyport.edge.wire.Grpc;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set about listeners and upstream connections. Every default is finite.
 *
 * @param loops event loops; one for each core serves best
 * @param trusted a PEM file with issuers that are trusted beside the JDK's, or null
 * @param upstreamHttp2 whether endpoints may choose HTTP/2
 * @param grpc whether calls of gRPC are carried as such
 */
public record EdgeSettings(
    Listeners listeners,
    int loops,
    Limits limits,
    Timeouts timeouts,
    Connections connections,
    Tunnels tunnels,
    @Nullable Path trusted,
    UpstreamHttp2 upstreamHttp2,
    Grpc grpc) {

  /** A port that stays closed. */
  public static final int OFF = -1;

  /**
   * Where the gateway listens.
   *
   * @param bind the address of plain HTTP
   * @param http the port of plain HTTP; 0 for any free one, {@link #OFF} for none
   * @param tls HTTPS, or null for none
   * @param admin the port of the admin listener, always on loopback; 0 or {@link #OFF} as above
   */
  public record Listeners(String bind, int http, @Nullable Tls tls, int admin) {}

  /**
   * HTTPS on a port.
   *
   * @param bind its address
   * @param port 0 for any free one
   * @param certificates at least one; the first is for callers that name no host, or an unknown one
   */
  public record Tls(String bind, int port, List<CertificateFiles> certificates, Stapling stapling) {

    public Tls {
      certificates = List.copyOf(certificates);
    }

    /** One certificate, on loopback. */
    public Tls(int port, Path certificates, Path key) {
      this("127.0.0.1", port, List.of(new CertificateFiles(certificates, key, null)), Stapling.OFF);
    }
  }

  /**
   * How large messages may be, and how many callers there may be.
   *
   * @param connections open connections of callers, over all loops
   * @param requestLine bytes of the request line
   * @param headers bytes of all request header lines
   * @param headerCount request header fields
   * @param responseHeaders bytes of an endpoint's header lines
   * @param adminBody bytes of a request body to the admin listener
   */
  public record Limits(
      int connections,
      int requestLine,
      int headers,
      int headerCount,
      int responseHeaders,
      int adminBody) {

    /** AWS's limits where it has one: 10,240 bytes for the line and for the headers. */
    public static final Limits DEFAULT =
        new Limits(20_000, 10_240, 10_240, 100, 32_768, 1024 * 1024);
  }

  /**
   * How long things may take.
   *
   * @param idle a connection without a request
   * @param head from the first byte of a head to its last
   * @param body from the end of the head to the last byte of the body
   * @param writeStall a caller that takes none of its answer
   * @param linger reading on after the last answer
   * @param handshake a TLS handshake, either side
   * @param connect one address of an endpoint
   * @param silence an endpoint that sends nothing inside a response body
   * @param resolved how long addresses of names are remembered
   */
  public record Timeouts(
      Duration idle,
      Duration head,
      Duration body,
      Duration writeStall,
      Duration linger,
      Duration handshake,
      Duration connect,
      Duration silence,
      Duration resolved) {

    public static final Timeouts DEFAULT =
        new Timeouts(
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30));
  }

  /**
   * Upstream connections.
   *
   * @param idle idle ones kept for each endpoint and loop
   * @param idleTime how long one is kept
   */
  public record Connections(int idle, Duration idleTime) {

    public static final Connections DEFAULT = new Connections(512, Duration.ofSeconds(50));
  }

  /**
   * Connections of a caller and an endpoint that are joined after a WebSocket handshake.
   *
   * @param idle without a byte from either side
   * @param life altogether
   */
  public record Tunnels(Duration idle, Duration life) {

    /** AWS's quotas for WebSocket APIs. */
    public static final Tunnels DEFAULT = new Tunnels(Duration.ofMinutes(10), Duration.ofHours(2));
  }

  /** The default for everything but where to listen. */
  public static EdgeSettings of(Listeners listeners) {
    return new EdgeSettings(
        listeners,
        Runtime.getRuntime().availableProcessors(),
        Limits.DEFAULT,
        Timeouts.DEFAULT,
        Connections.DEFAULT,
        Tunnels.DEFAULT,
        null,
        UpstreamHttp2.OFF,
        Grpc.OFF);
  }
}
