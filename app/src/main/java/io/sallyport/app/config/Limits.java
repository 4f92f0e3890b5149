package io.sallyport.app.config;

import java.time.Duration;

/**
 * What one caller, one request and all requests together may take. Sizes are in bytes.
 *
 * @param loops event loops
 * @param connections callers' connections at a time
 * @param requestLine the length of a request line
 * @param headerBytes the length of all header lines of a message together
 * @param headerCount the header lines of a message
 * @param body the length of a request body
 * @param heldBodies all bodies held in memory together
 * @param keepAlive how long a caller's connection may wait for its next request
 * @param handshakeTimeout how long a TLS handshake may take
 * @param headerTimeout how long a request head may take from its first byte
 * @param bodyTimeout how long a body may stand still while it is awaited
 * @param writeTimeout how long a caller may take nothing of a response
 * @param connectTimeout how long connecting to an endpoint may take
 * @param poolIdle how long an idle connection to an endpoint is kept
 * @param poolSize idle connections kept for each endpoint and loop
 */
public record Limits(
    int loops,
    int connections,
    int requestLine,
    int headerBytes,
    int headerCount,
    long body,
    long heldBodies,
    Duration keepAlive,
    Duration handshakeTimeout,
    Duration headerTimeout,
    Duration bodyTimeout,
    Duration writeTimeout,
    Duration connectTimeout,
    Duration poolIdle,
    int poolSize) {

  /**
   * The defaults on this machine.
   *
   * @param processors what the event loops are made for
   * @param heap the greatest size of the heap, in bytes
   */
  public static Limits defaults(int processors, long heap) {
    return new Limits(
        processors,
        10_000,
        10_240,
        16 * 1024,
        100,
        10 * 1024 * 1024,
        heap / 4,
        Duration.ofSeconds(60),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        128);
  }

  /** The defaults on the machine this runs on. */
  public static Limits defaults() {
    return defaults(Runtime.getRuntime().availableProcessors(), Runtime.getRuntime().maxMemory());
  }
}
