package io.sallyport.app.command;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.protocols.Protocol;
import org.java_websocket.server.DefaultSSLWebSocketServerFactory;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;

/** A WebSocket server that nobody here wrote: it echoes, and notes what else it is told. */
final class ChatServer implements AutoCloseable {

  final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final CountDownLatch started = new CountDownLatch(1);
  private final Echo server = new Echo();

  /**
   * @param tls null for none
   */
  ChatServer(@Nullable SSLContext tls) throws InterruptedException {
    if (tls != null) {
      server.setWebSocketFactory(new DefaultSSLWebSocketServerFactory(tls));
    }
    server.start();
    started.await();
  }

  int port() {
    return server.getPort();
  }

  /** The next thing it was told that was no message. */
  String next() throws InterruptedException {
    String next = told.poll(10, TimeUnit.SECONDS);
    return next == null ? "nothing" : next;
  }

  @Override
  public void close() {
    try {
      server.stop(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Echo extends WebSocketServer {

    Echo() {
      super(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
          2,
          List.of(new Draft_6455(List.of(), List.of(new Protocol("chat"), new Protocol("")))));
    }

    @Override
    public void onStart() {
      started.countDown();
    }

    @Override
    public void onOpen(WebSocket connection, ClientHandshake handshake) {
      told.add("open " + handshake.getResourceDescriptor() + " " + handshake.getFieldValue("Via"));
    }

    @Override
    public void onMessage(WebSocket connection, String message) {
      if (message.startsWith("close ")) {
        connection.close(Integer.parseInt(message.substring(6)), "as you wish");
      } else if (message.equals("ping")) {
        connection.sendPing();
      } else {
        connection.send(message);
      }
    }

    @Override
    public void onMessage(WebSocket connection, ByteBuffer message) {
      connection.send(message);
    }

    @Override
    public void onWebsocketPong(WebSocket connection, Framedata frame) {
      told.add("pong");
    }

    @Override
    public void onClose(WebSocket connection, int code, String reason, boolean remote) {
      told.add("close " + code + " " + reason);
    }

    @Override
    public void onError(@Nullable WebSocket connection, Exception e) {
      told.add("error " + e);
    }
  }
}
