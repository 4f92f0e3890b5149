package io.sallyport.app.command;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The JDK's own WebSocket client; puts messages that come in parts together. */
final class ChatClient implements WebSocket.Listener {

  final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
  final WebSocket socket;
  private final StringBuilder text = new StringBuilder();

  private ChatClient(HttpClient client, URI uri, String... subprotocols) throws Exception {
    WebSocket.Builder builder = client.newWebSocketBuilder();
    if (subprotocols.length > 0) {
      builder.subprotocols(subprotocols[0]);
    }
    socket = builder.buildAsync(uri, this).get(20, TimeUnit.SECONDS);
  }

  static ChatClient open(HttpClient client, String uri, String... subprotocols) throws Exception {
    return new ChatClient(client, URI.create(uri.replaceFirst("http", "ws")), subprotocols);
  }

  /** Sends {@code message} and gives the next thing that came. */
  Object exchange(String message) throws Exception {
    socket.sendText(message, true).get(20, TimeUnit.SECONDS);
    return next();
  }

  /** The next whole message, or what else came. */
  Object next() throws InterruptedException {
    Object next = told.poll(20, TimeUnit.SECONDS);
    return next == null ? "nothing" : next;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      told.add(text.toString());
      text.setLength(0);
    }
    from.request(1);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    told.add(data.remaining() + " bytes" + (last ? ", the last" : ""));
    from.request(1);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<?> onPong(WebSocket from, ByteBuffer data) {
    told.add("pong " + data.remaining());
    from.request(1);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    told.add("close " + code + " " + reason);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    told.add("error " + error);
  }
}
