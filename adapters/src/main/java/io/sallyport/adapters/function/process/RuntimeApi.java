package io.sallyport.adapters.function.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.core.message.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The Lambda Runtime API, version 2018-06-01, for one process: each process has a port of its own
 * on the loopback address, so that no function is given, or answers, what is another's. See the AWS
 * page "Using the Lambda runtime API for custom runtimes".
 */
final class RuntimeApi implements AutoCloseable {

  /** Bytes of a response: 6 MB, and 100 more, as Lambda has it. */
  static final int MAX_RESPONSE = 6 * 1024 * 1024 + 100;

  private static final int MAX_DISCARDED = 256 * 1024 * 1024;
  private static final int MAX_CONNECTIONS = 16;
  private static final Duration ACCEPT_PAUSE = Duration.ofMillis(20);
  private static final String ROOT = "/2018-06-01/runtime/";
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final byte[] ACCEPTED = "{\"status\":\"OK\"}\n".getBytes(UTF_8);

  private final ServerSocket socket;
  private final Calls calls;
  private final Set<ApiConnection> connections = ConcurrentHashMap.newKeySet();

  private RuntimeApi(ServerSocket socket, Calls calls) {
    this.socket = socket;
    this.calls = calls;
  }

  /** What the process behind the API asks for and says. */
  interface Calls {

    /** Waits for what the process has to do next. */
    Next next() throws InterruptedException;

    /**
     * Takes the answer of the invocation {@code id}.
     *
     * @param payload null when it was longer than it may be
     * @param answer whether it is the function's answer or its error
     */
    Taken answer(String id, @Nullable Bytes payload, Answer answer);

    /** The process could not begin. */
    void initError(Bytes payload);
  }

  /** What a process is told that asks for its next invocation. */
  sealed interface Next {}

  /**
   * An invocation.
   *
   * @param headers lines, each with its end
   */
  record Invoke(String headers, Bytes payload) implements Next {}

  /** How there is none. */
  enum Without implements Next {
    /** The process has not answered the one it has. */
    OUT_OF_TURN,
    /** There will be no more. */
    NO_MORE
  }

  /** Which of its two ways a function ended. */
  enum Answer {
    RESPONSE,
    ERROR
  }

  /** What became of an answer. */
  enum Taken {
    TAKEN,
    TOO_LONG,
    UNKNOWN_ID
  }

  static RuntimeApi open(Calls calls) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    RuntimeApi api = new RuntimeApi(socket, calls);
    Thread.ofVirtual().name("runtime-api").start(api::accept);
    return api;
  }

  /** {@code host:port}, as the environment names it. */
  String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
    connections.forEach(ApiConnection::close);
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        accept(socket.accept());
      } catch (IOException e) {
        // Closed; or there are no descriptors left, and asking on and on would keep a core busy.
        LockSupport.parkNanos(ACCEPT_PAUSE.toNanos());
      }
    }
  }

  private void accept(Socket accepted) throws IOException {
    if (connections.size() >= MAX_CONNECTIONS) {
      accepted.close();
      return;
    }
    ApiConnection connection;
    try {
      connection = new ApiConnection(accepted, MAX_RESPONSE, MAX_DISCARDED);
    } catch (IOException e) {
      accepted.close();
      return;
    }
    connections.add(connection);
    Thread.ofVirtual().name("runtime-api").start(() -> serve(connection));
    if (socket.isClosed()) {
      connection.close();
    }
  }

  private void serve(ApiConnection connection) {
    try (connection) {
      for (ApiRequest request = connection.read(); request != null; request = connection.read()) {
        answer(request, connection);
      }
    } catch (IOException | InterruptedException e) {
      // The process has gone, or speaks something else.
    } finally {
      connections.remove(connection);
    }
  }

  private void answer(ApiRequest request, ApiConnection connection)
      throws IOException, InterruptedException {
    String path = request.path();
    if (isFromBrowser(request)) {
      refuse(connection, "403 Forbidden", "Forbidden", "the runtime API is for runtimes");
    } else if (path.equals(ROOT + "invocation/next") && request.method().equals("GET")) {
      next(connection);
    } else if (path.equals(ROOT + "init/error") && request.method().equals("POST")) {
      Bytes body = request.body();
      calls.initError(body == null ? new Bytes(new byte[0]) : body);
      connection.write("202 Accepted\r\n" + JSON, ACCEPTED);
    } else if (path.startsWith(ROOT + "invocation/") && request.method().equals("POST")) {
      String[] words = path.substring(ROOT.length()).split("/", -1);
      take(words, request, connection);
    } else {
      refuse(connection, "404 Not Found", "NotFound", "no such path");
    }
  }

  /**
   * A page in a browser can send requests to any port of this machine, and says so; or it comes
   * under a name of its own that leads here, and then the name is not the one a runtime is told.
   */
  private boolean isFromBrowser(ApiRequest request) {
    return request.headers().containsKey("origin")
        || request.headers().containsKey("sec-fetch-site")
        || !request.headers().getOrDefault("host", address()).equals(address());
  }

  private void next(ApiConnection connection) throws IOException, InterruptedException {
    switch (calls.next()) {
      case Invoke(String headers, Bytes payload) ->
          connection.write("200 OK\r\n" + JSON + headers, payload.array());
      case Without.OUT_OF_TURN ->
          refuse(
              connection,
              "403 Forbidden",
              "InvalidStateTransition",
              "the invocation is not answered");
      case Without.NO_MORE -> connection.close();
    }
  }

  private void take(String[] words, ApiRequest request, ApiConnection connection)
      throws IOException {
    boolean response = words.length == 3 && words[2].equals("response");
    if (!response && !(words.length == 3 && words[2].equals("error"))) {
      refuse(connection, "404 Not Found", "NotFound", "no such path");
      return;
    }
    Answer way = response && !isBroken(request) ? Answer.RESPONSE : Answer.ERROR;
    switch (calls.answer(words[1], request.body(), way)) {
      case TAKEN -> connection.write("202 Accepted\r\n" + JSON, ACCEPTED);
      case TOO_LONG ->
          refuse(
              connection,
              "413 Request Entity Too Large",
              "RequestEntityTooLarge",
              "Exceeded maximum allowed payload size (" + MAX_RESPONSE + " bytes).");
      case UNKNOWN_ID ->
          refuse(connection, "400 Bad Request", "InvalidRequestID", "Invalid request ID");
    }
  }

  /** A streamed response says in a trailer that it broke off. */
  private static boolean isBroken(ApiRequest request) {
    return request.headers().containsKey("lambda-runtime-function-error-type");
  }

  private static void refuse(ApiConnection connection, String status, String type, String message)
      throws IOException {
    byte[] body = ErrorPayloads.payload(type, message);
    connection.write(status + "\r\n" + JSON, body);
  }
}
