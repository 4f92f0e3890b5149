package io.sallyport.app.config;

import java.time.Duration;

/**
 * What one caller, one request and all requests together may take. Sizes are in bytes.
 *
 * @param loops event loops
 * @param connections open connections of callers, over all loops
 * @param requestLine the length of a request line
 * @param headerBytes the length of all header lines of a request together
 * @param headerCount the header lines of a request
 * @param responseHeaderBytes the length of all header lines of an endpoint's response together
 * @param adminBody the length of a request body to the admin listener
 * @param body the length of a request body
 * @param heldBodies all bodies held in memory together
 * @param keepAlive how long a caller's connection may wait for its next request
 * @param headerTimeout how long a request head may take from its first byte
 * @param bodyTimeout how long a request body may take
 * @param writeTimeout how long a caller may take nothing of a response
 * @param linger how long bytes are read and forgotten after the last response of a connection
 * @param handshakeTimeout how long a TLS handshake may take, on either side
 * @param connectTimeout how long connecting to one address of an endpoint may take
 * @param silenceTimeout how long an endpoint may send nothing inside a response body
 * @param nameCache how long the addresses of an endpoint's name are remembered
 * @param poolSize idle connections kept for each endpoint and loop
 * @param poolIdle how long an idle connection to an endpoint is kept
 * @param tokenCache what remembering verified tokens may take, about
 * @param webSocketIdle how long a WebSocket may be without a byte from either side
 * @param webSocketLifetime how long a WebSocket may last
 */
public record Limits(
    int loops,
    int connections,
    int requestLine,
    int headerBytes,
    int headerCount,
    int responseHeaderBytes,
    int adminBody,
    long body,
    long heldBodies,
    Duration keepAlive,
    Duration headerTimeout,
    Duration bodyTimeout,
    Duration writeTimeout,
    Duration linger,
    Duration handshakeTimeout,
    Duration connectTimeout,
    Duration silenceTimeout,
    Duration nameCache,
    int poolSize,
    Duration poolIdle,
    long tokenCache,
    Duration webSocketIdle,
    Duration webSocketLifetime) {

  private static final int KB = 1024;
  private static final int MB = 1024 * KB;

  /**
   * The defaults.
   *
   * @param processors the machine's; there is an event loop for each
   * @param heap the greatest size of the heap, in bytes; a quarter of it holds bodies
   */
  public static Limits defaults(int processors, long heap) {
    return new Limits(
        processors,
        20_000,
        10 * KB,
        10 * KB,
        100,
        32 * KB,
        MB,
        10 * MB,
        heap / 4,
        Duration.ofSeconds(60),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        Duration.ofSeconds(30),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        512,
        Duration.ofSeconds(50),
        16L * MB,
        Duration.ofMinutes(10),
        Duration.ofHours(2));
  }

  /** The defaults on the machine this runs on. */
  static Limits defaults() {
    return defaults(Runtime.getRuntime().availableProcessors(), Runtime.getRuntime().maxMemory());
  }
}
