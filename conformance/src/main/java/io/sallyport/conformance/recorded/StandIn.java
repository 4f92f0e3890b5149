package io.sallyport.conformance.recorded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sallyport.conformance.corpus.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import tools.jackson.databind.node.ObjectNode;

/** A local server that stands for an outside address of the recordings. */
final class StandIn implements AutoCloseable {

  /** What an outside server says to a request. */
  @FunctionalInterface
  private interface Manner {
    ObjectNode answer(HttpExchange exchange, String body);
  }

  private final HttpServer server;

  private StandIn(Manner manner) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> serve(exchange, manner));
    server.start();
  }

  /** Answers as the public httpbin does for the paths the recordings call. */
  static StandIn httpbin() throws IOException {
    return new StandIn(StandIn::asHttpbin);
  }

  /**
   * Answers with a description of the request, as the recordings' echo function behind its function
   * URL did.
   */
  static StandIn echo() throws IOException {
    return new StandIn(StandIn::asEcho);
  }

  String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static void serve(HttpExchange exchange, Manner manner) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String path = exchange.getRequestURI().getPath();
      if (path.startsWith("/status/")) {
        exchange.sendResponseHeaders(Integer.parseInt(path.substring("/status/".length())), -1);
        return;
      }
      byte[] answer = manner.answer(exchange, body).toString().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private static ObjectNode asHttpbin(HttpExchange exchange, String body) {
    ObjectNode answer = Json.object();
    answer.set("args", query(exchange.getRequestURI()));
    answer.put("data", body);
    answer.set("files", Json.object());
    answer.set("form", Json.object());
    answer.set("headers", headers(exchange));
    Json.tryParse(body).ifPresentOrElse(j -> answer.set("json", j), () -> answer.putNull("json"));
    answer.put("origin", "127.0.0.1");
    answer.put("url", "http://" + host(exchange) + exchange.getRequestURI());
    return answer;
  }

  /** A function URL shows a path without empty segments. */
  private static ObjectNode asEcho(HttpExchange exchange, String body) {
    ObjectNode answer = Json.object();
    answer.set("args", query(exchange.getRequestURI()));
    answer.put("data", body);
    answer.put("domain", host(exchange));
    answer.set("headers", headers(exchange));
    answer.put("method", exchange.getRequestMethod());
    answer.put("origin", "127.0.0.1");
    answer.put("path", path(exchange).replaceAll("/{2,}", "/"));
    return answer;
  }

  /**
   * A target that begins with two slashes would be read as an authority, so the path is not taken
   * from the parsed one.
   */
  private static String path(HttpExchange exchange) {
    String target = exchange.getRequestURI().toString();
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  private static ObjectNode query(URI uri) {
    ObjectNode args = Json.object();
    String query = uri.getRawQuery();
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (!pair.isEmpty()) {
        args.put(
            decoded(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    return args;
  }

  private static ObjectNode headers(HttpExchange exchange) {
    ObjectNode headers = Json.object();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    return headers;
  }

  private static String host(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    return host == null ? "" : host;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
