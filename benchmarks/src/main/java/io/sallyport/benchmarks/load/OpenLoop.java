package io.sallyport.benchmarks.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * An open-loop load: every request has a moment at which it is due, and its latency counts from
 * that moment, sent or not. A gateway that stands still for 50 ms is charged with every request
 * that fell due meanwhile.
 *
 * <p>One file without dependencies, so that it runs from source: {@code java OpenLoop.java ORIGIN
 * PATH RATE SECONDS}. ORIGIN is {@code http://HOST:PORT}, or {@code https://HOST:PORT}, where any
 * certificate will do and a connection is closed after a few requests, so that handshakes go on all
 * the while. PATH may be {@code @FILE}: one path on each line, called in turn. Prints {@code
 * counting} when the warm-up is over and one JSON object at the end.
 */
public final class OpenLoop {
  private static final int CONNECTIONS = 32;
  private static final int WARM_UP_SECONDS = 8;
  private static final int EXCHANGES_OF_A_TLS_CONNECTION = 20;

  private final URI origin;
  private final SocketFactory sockets;
  private final int exchanges;
  private final List<byte[]> requests;
  private final long periodNanos;
  private final long begin = System.nanoTime();
  private final int warmUps;
  private final long[] latencies;
  private final AtomicInteger failed = new AtomicInteger();

  private OpenLoop(URI origin, List<String> paths, int rate, int seconds)
      throws GeneralSecurityException {
    boolean secure = origin.getScheme().equals("https");
    this.origin = origin;
    this.sockets = secure ? trustful() : SocketFactory.getDefault();
    this.exchanges = secure ? EXCHANGES_OF_A_TLS_CONNECTION : Integer.MAX_VALUE;
    this.requests = paths.stream().map(path -> request(origin.getHost(), path)).toList();
    this.periodNanos = TimeUnit.SECONDS.toNanos(1) / rate;
    this.warmUps = rate * WARM_UP_SECONDS;
    this.latencies = new long[warmUps + rate * seconds];
  }

  public static void main(String[] arguments) throws Exception {
    OpenLoop load =
        new OpenLoop(
            URI.create(arguments[0]),
            paths(arguments[1]),
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]));
    System.out.println(load.run());
  }

  private static List<String> paths(String argument) throws IOException {
    return argument.startsWith("@")
        ? Files.readAllLines(Path.of(argument.substring(1)))
        : List.of(argument);
  }

  private static byte[] request(String host, String path) {
    return ("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: open-loop\r\n\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Sockets that believe every certificate: what is measured has one of its own making. */
  private static SocketFactory trustful() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Trustful()}, null);
    return context.getSocketFactory();
  }

  private String run() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      int first = i;
      threads.add(Thread.ofPlatform().start(() -> sendEvery(first)));
    }
    sleepUntil(begin + warmUps * periodNanos);
    System.out.println("counting");
    for (Thread thread : threads) {
      thread.join();
    }
    return summary();
  }

  /**
   * Sends the requests {@code first}, {@code first + CONNECTIONS}, and so on, over one connection.
   */
  private void sendEvery(int first) {
    Connection connection = null;
    for (int i = first; i < latencies.length; i += CONNECTIONS) {
      long due = begin + i * periodNanos;
      sleepUntil(due);
      try {
        connection = connection == null ? new Connection() : connection;
        connection =
            connection.exchange(requests.get(i % requests.size())) == After.OPEN
                ? connection
                : null;
      } catch (IOException broken) {
        connection = null;
        fail(i);
      }
      latencies[i] = System.nanoTime() - due;
    }
  }

  private void fail(int index) {
    if (index >= warmUps) {
      failed.incrementAndGet();
    }
  }

  private String summary() {
    long[] counted = Arrays.copyOfRange(latencies, warmUps, latencies.length);
    Arrays.sort(counted);
    return "{\"sent\": %d, \"failed\": %d, \"p50_ms\": %.3f, \"p99_ms\": %.3f, \"p999_ms\": %.3f, \"max_ms\": %.3f}"
        .formatted(
            counted.length,
            failed.get(),
            millis(counted[counted.length / 2]),
            millis(counted[(int) (counted.length * 0.99)]),
            millis(counted[(int) (counted.length * 0.999)]),
            millis(counted[counted.length - 1]));
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }

  private static void sleepUntil(long moment) {
    for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** What an exchange leaves behind. */
  private enum After {
    OPEN,
    CLOSED
  }

  private final class Connection {
    private final Socket socket = sockets.createSocket(origin.getHost(), origin.getPort());
    private final InputStream in = socket.getInputStream();
    private final byte[] buffer = new byte[16_384];
    private int left = exchanges;

    Connection() throws IOException {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(30_000);
    }

    /** Sends one request and reads its answer, which must be a 200 with a length. */
    After exchange(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      int have = 0;
      int end = -1;
      while (end < 0 || have < end) {
        int n = in.read(buffer, have, buffer.length - have);
        if (n < 0) {
          throw new IOException("the answer ended early");
        }
        have += n;
        end = end < 0 ? end(have) : end;
      }
      String head = new String(buffer, 0, have, StandardCharsets.ISO_8859_1);
      if (!head.startsWith("HTTP/1.1 200 ")) {
        throw new IOException("not a 200");
      }
      if (--left == 0 || head.toLowerCase(Locale.ROOT).contains("\nconnection: close")) {
        socket.close();
        return After.CLOSED;
      }
      return After.OPEN;
    }

    /** Where the answer ends, or -1 while its head is incomplete. */
    private int end(int have) throws IOException {
      String text = new String(buffer, 0, have, StandardCharsets.ISO_8859_1);
      int blank = text.indexOf("\r\n\r\n");
      if (blank < 0) {
        return -1;
      }
      String head = text.substring(0, blank + 2).toLowerCase(Locale.ROOT);
      int length = head.indexOf("\r\ncontent-length:");
      if (length < 0) {
        throw new IOException("an answer without content-length");
      }
      int from = length + "\r\ncontent-length:".length();
      return blank + 4 + Integer.parseInt(head.substring(from, head.indexOf('\r', from)).strip());
    }
  }

  private static final class Trustful extends X509ExtendedTrustManager {
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
