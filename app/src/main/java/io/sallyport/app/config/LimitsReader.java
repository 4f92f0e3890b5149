package io.sallyport.app.config;

import java.time.Duration;

/** Reads {@code limits}. Every limit can be moved within bounds; none can be taken away. */
final class LimitsReader {

  static final String[] KEYS = {
    "loops",
    "connections",
    "requestLine",
    "headerBytes",
    "headerCount",
    "responseHeaderBytes",
    "adminBody",
    "body",
    "heldBodies",
    "keepAlive",
    "headerTimeout",
    "bodyTimeout",
    "writeTimeout",
    "linger",
    "handshakeTimeout",
    "connectTimeout",
    "silenceTimeout",
    "nameCache",
    "poolSize",
    "poolIdle",
    "tokenCache",
    "webSocketIdle",
    "webSocketLifetime"
  };

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration LONGEST_WEB_SOCKET = Duration.ofHours(24);
  private static final int KB = 1024;
  private static final long MB = 1024L * KB;

  private LimitsReader() {}

  static Limits read(Section limits, Limits defaults) {
    return new Limits(
        limits.integer("loops", defaults.loops(), 1, 1024),
        limits.integer("connections", defaults.connections(), 1, 10_000_000),
        (int) limits.bytes("requestLine", defaults.requestLine(), 64, 16 * KB),
        (int) limits.bytes("headerBytes", defaults.headerBytes(), 256, 40 * KB),
        limits.integer("headerCount", defaults.headerCount(), 1, 10_000),
        (int) limits.bytes("responseHeaderBytes", defaults.responseHeaderBytes(), 256, 60 * KB),
        (int) limits.bytes("adminBody", defaults.adminBody(), 0, 64 * MB),
        limits.bytes("body", defaults.body(), 0, 1024 * MB),
        limits.bytes("heldBodies", defaults.heldBodies(), 0, 1024 * 1024 * MB),
        time(limits, "keepAlive", defaults.keepAlive()),
        time(limits, "headerTimeout", defaults.headerTimeout()),
        time(limits, "bodyTimeout", defaults.bodyTimeout()),
        time(limits, "writeTimeout", defaults.writeTimeout()),
        time(limits, "linger", defaults.linger()),
        time(limits, "handshakeTimeout", defaults.handshakeTimeout()),
        time(limits, "connectTimeout", defaults.connectTimeout()),
        time(limits, "silenceTimeout", defaults.silenceTimeout()),
        time(limits, "nameCache", defaults.nameCache()),
        limits.integer("poolSize", defaults.poolSize(), 0, 100_000),
        time(limits, "poolIdle", defaults.poolIdle()),
        limits.bytes("tokenCache", defaults.tokenCache(), 64 * KB, 64 * 1024 * MB),
        webSocket(limits, "webSocketIdle", defaults.webSocketIdle()),
        webSocket(limits, "webSocketLifetime", defaults.webSocketLifetime()));
  }

  private static Duration webSocket(Section limits, String key, Duration otherwise) {
    return limits.duration(key, otherwise, SHORTEST, LONGEST_WEB_SOCKET);
  }

  private static Duration time(Section limits, String key, Duration otherwise) {
    return limits.duration(key, otherwise, SHORTEST, LONGEST);
  }
}
