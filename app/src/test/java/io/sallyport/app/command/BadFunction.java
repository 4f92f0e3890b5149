package io.sallyport.app.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Lambda function that does what its caller says: give nothing, the wrong thing, or no answer at
 * all. Brings its own runtime, over plain sockets, so that it can also die in the middle of an
 * answer.
 */
final class BadFunction {

  private static final Pattern HOW =
      Pattern.compile("\"(?:how|authorizationToken)\":\"([a-z-]+)\"", Pattern.CASE_INSENSITIVE);
  private static final Pattern ID =
      Pattern.compile("Lambda-Runtime-Aws-Request-Id: *(\\S+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern LENGTH =
      Pattern.compile("Content-Length: *([0-9]+)", Pattern.CASE_INSENSITIVE);
  private static final int MEGABYTE = 1 << 20;

  private BadFunction() {}

  /** Puts the function into {@code folder}; what the configuration says of it. */
  static String install(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path bootstrap = folder.resolve("bootstrap");
    Files.writeString(
        bootstrap,
        """
        #!/bin/sh
        exec "$JAVA" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$CLASSES" %s
        """
            .formatted(BadFunction.class.getName()));
    Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path classes =
        Path.of(BadFunction.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    return """
    functions:
      bad:
        runtime: provided.al2023
        code: %s
        timeout: 2s
        concurrency: 2
        env: {JAVA: %s/bin/java, CLASSES: %s}
    """
        .formatted(folder, System.getProperty("java.home"), classes);
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    String api = System.getenv("AWS_LAMBDA_RUNTIME_API");
    int colon = api.lastIndexOf(':');
    String host = api.substring(0, colon);
    int port = Integer.parseInt(api.substring(colon + 1));
    while (true) {
      try (Socket socket = new Socket(host, port)) {
        String next = "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: " + api;
        write(socket, next + "\r\n\r\n");
        answer(new Invocation(api, host, port, read(socket.getInputStream())));
      }
    }
  }

  private static void answer(Invocation invocation) throws IOException, InterruptedException {
    switch (invocation.how()) {
      case "nothing" -> invocation.send("response", "", 0);
      case "null" -> invocation.send("response", "null", 4);
      case "list" -> invocation.send("response", "[1]", 3);
      case "text" -> invocation.send("response", "\"fine\"", 6);
      case "cut" -> invocation.send("response", "{\"statusCode\":", 14);
      case "throws" -> {
        String error = "{\"errorMessage\":\"no pets\",\"errorType\":\"Error\"}";
        invocation.send("error", error, error.length());
      }
      case "hangs" -> Thread.sleep(60_000);
      case "dies" -> {
        invocation.send("response", "{\"half\":", 100);
        Runtime.getRuntime().halt(7);
      }
      case "exits" -> Runtime.getRuntime().halt(7);
      case "prints" -> {
        System.out.println("p".repeat(MEGABYTE));
        System.err.println("q".repeat(MEGABYTE));
        invocation.good("");
      }
      case "megabyte" -> invocation.good("m".repeat(MEGABYTE));
      default -> invocation.good("");
    }
  }

  /** A head and the body it announces. */
  private static String read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        // The gateway has gone.
        Runtime.getRuntime().halt(0);
      }
      head.write(b);
    }
    String text = head.toString(StandardCharsets.ISO_8859_1);
    Matcher length = LENGTH.matcher(text);
    int expected = length.find() ? Integer.parseInt(length.group(1)) : 0;
    return text + new String(in.readNBytes(expected), StandardCharsets.UTF_8);
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /** One invocation, its head included. */
  private record Invocation(String api, String host, int port, String event) {

    String how() {
      Matcher how = HOW.matcher(event);
      return how.find() ? how.group(1) : "";
    }

    /** The answer of an authorizer to an authorizer's event, else that of a proxy integration. */
    void good(String padding) throws IOException {
      boolean isAuthorizer = event.contains("\"methodArn\"") || event.contains("\"routeArn\"");
      String answer =
          isAuthorizer
              ? "{\"principalId\":\"ann\",\"isAuthorized\":true,\"context\":{\"text\":\""
                  + padding
                  + "\"},\"policyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":"
                  + "\"Allow\",\"Action\":\"execute-api:Invoke\",\"Resource\":\"*\"}]}}"
              : "{\"statusCode\":200,\"body\":\"fine" + padding + "\"}";
      send("response", answer, answer.length());
    }

    void send(String what, String body, int length) throws IOException {
      Matcher id = ID.matcher(event);
      if (!id.find()) {
        throw new IOException("an invocation without an id");
      }
      try (Socket socket = new Socket(host, port)) {
        write(
            socket,
            "POST /2018-06-01/runtime/invocation/%s/%s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(id.group(1), what, api, length, body));
        if (body.length() == length) {
          read(socket.getInputStream());
        }
      }
    }
  }
}
