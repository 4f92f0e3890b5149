package io.sallyport.app.training;

import io.sallyport.app.command.Sallyport;
import io.sallyport.app.config.Flags;
import io.sallyport.app.config.Flags.PlainHttp;
import io.sallyport.app.config.Port;
import io.sallyport.app.gateway.Gateway;
import io.sallyport.app.gateway.Startup;
import io.sallyport.app.gateway.Streams;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Starts a gateway, sends it requests of every kind, reloads and stops it, so that the virtual
 * machine learns what to keep ready in its AOT cache. Run by the build alone.
 */
public final class Training {

  private static final int ROUNDS = 300;
  private static final int TLS_ROUNDS = 20;

  private final Path directory;

  private Training(Path directory) {
    this.directory = directory;
  }

  /**
   * Runs the training.
   *
   * @param arguments a directory to work in
   */
  public static void main(String[] arguments) throws Exception {
    new Training(Path.of(arguments[0])).run();
  }

  private void run() throws IOException, InterruptedException, GeneralSecurityException {
    TrainingCertificate tls = TrainingCertificate.in(directory);
    try (EchoEndpoint endpoint = new EchoEndpoint()) {
      Path definition = write("openapi.yaml", "training.yaml", endpoint.port());
      Path json = write("openapi.json", "training.json", endpoint.port());
      Files.writeString(
          directory.resolve("sallyport.yaml"), resource("training-configuration.yaml"));
      check(Sallyport.run("check", definition.toString()) == 0);
      check(Sallyport.run("check", json.toString(), "--format", "json", "--type", "http") == 0);
      check(Sallyport.run("up", "--prot", "1") == 2);
      Startup.Result result = Startup.run(flags(definition, tls), Streams.system(), () -> {});
      if (!(result instanceof Startup.Started(Gateway gateway))) {
        throw new IllegalStateException("the gateway did not start");
      }
      exercise(gateway);
      exerciseTls(gateway, tls);
      gateway.hangUp();
      gateway.stop();
    }
  }

  private void exercise(Gateway gateway) throws IOException {
    InetSocketAddress http = Objects.requireNonNull(gateway.bound().http());
    InetSocketAddress admin = Objects.requireNonNull(gateway.bound().admin());
    for (int round = 0; round < ROUNDS; round++) {
      try (Socket socket = connect(http)) {
        check(send(socket, "GET /prod/pets?a=b HTTP/1.1\r\nHost: localhost\r\n\r\n") == 200);
        check(send(socket, "GET /prod/mock HTTP/1.1\r\nHost: localhost\r\n\r\n") == 200);
        check(
            send(
                    socket,
                    "POST /prod/pets/7 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}")
                == 200);
        check(send(socket, "GET /prod/none HTTP/1.1\r\nHost: localhost\r\n\r\n") == 403);
      }
    }
    for (String path : List.of("/healthz", "/readyz", "/metrics", "/snapshot")) {
      try (Socket socket = connect(admin)) {
        check(send(socket, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n") == 200);
      }
    }
    try (Socket socket = connect(admin)) {
      check(
          send(socket, "POST /reload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
              == 200);
    }
  }

  private static void exerciseTls(Gateway gateway, TrainingCertificate tls) throws IOException {
    InetSocketAddress https = Objects.requireNonNull(gateway.bound().https());
    for (int round = 0; round < TLS_ROUNDS; round++) {
      try (Socket socket =
          tls.trusting().getSocketFactory().createSocket(https.getAddress(), https.getPort())) {
        check(send(socket, "GET /prod/pets HTTP/1.1\r\nHost: localhost\r\n\r\n") == 200);
      }
    }
  }

  private static Socket connect(InetSocketAddress address) throws IOException {
    Socket socket = new Socket(address.getAddress(), address.getPort());
    socket.setSoTimeout(10_000);
    return socket;
  }

  /** Sends a request and reads its answer, which has a length; the status. */
  private static int send(Socket socket, String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("the answer ended in its head: " + head);
      }
      head.append((char) b);
    }
    String lower = head.toString().toLowerCase(Locale.ROOT);
    int at = lower.indexOf("content-length:");
    if (at >= 0) {
      in.readNBytes(Integer.parseInt(lower.substring(at + 15, lower.indexOf('\r', at)).strip()));
    }
    return Integer.parseInt(head.substring(9, 12));
  }

  private Path write(String name, String resource, int port) throws IOException {
    Path file = directory.resolve(name);
    Files.writeString(file, resource(resource).replace("PORT", Integer.toString(port)));
    return file;
  }

  private static String resource(String name) throws IOException {
    try (@Nullable InputStream in = Training.class.getResourceAsStream("/training/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Flags flags(Path definition, TrainingCertificate tls) {
    return new Flags(
        List.of(definition),
        null,
        null,
        new Port(0),
        new Port(0),
        tls.certificate(),
        tls.key(),
        PlainHttp.LOOPBACK_ONLY,
        new Port(0),
        null,
        null,
        null,
        null,
        null,
        Set.of(),
        Map.of());
  }

  private static void check(boolean asExpected) {
    if (!asExpected) {
      throw new IllegalStateException("the training went another way than expected");
    }
  }
}
