import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A pet store in one file: {@code java Store.java 9010}. It ends when its standard input does. */
public class Store {

  private static final String[] PETS = {
    "{\"id\":1,\"type\":\"dog\",\"name\":\"Rex\",\"price\":249.99}",
    "{\"id\":2,\"type\":\"cat\",\"name\":\"Minka\",\"price\":124.99}",
    "{\"id\":3,\"type\":\"fish\",\"name\":\"Bubbles\",\"price\":0.99}"
  };

  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(arguments[0]);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/pets", Store::pets);
    server.start();
    System.out.println("the pet store listens on " + port);
    while (System.in.read() >= 0) {
      // Nothing is ever said to it; the end of the gateway ends the input.
    }
    System.exit(0);
  }

  private static void pets(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String query = exchange.getRequestURI().getQuery();
    if (exchange.getRequestMethod().equals("POST")) {
      byte[] sent = exchange.getRequestBody().readAllBytes();
      answer(exchange, 201, new String(sent, StandardCharsets.UTF_8));
    } else if (path.equals("/pets")) {
      answer(exchange, 200, list(query));
    } else if (path.matches("/pets/[1-3]")) {
      answer(exchange, 200, PETS[path.charAt(6) - '1']);
    } else {
      answer(exchange, 404, "{\"message\":\"no such pet\"}");
    }
  }

  private static String list(String query) {
    String type = query != null && query.startsWith("type=") ? query.substring(5) : null;
    StringBuilder pets = new StringBuilder();
    for (String pet : PETS) {
      if (type == null || pet.contains("\"type\":\"" + type + "\"")) {
        pets.append(pets.isEmpty() ? "" : ",").append(pet);
      }
    }
    return "[" + pets + "]";
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
