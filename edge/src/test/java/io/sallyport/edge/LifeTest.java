package io.sallyport.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.message.BodyBudget;
import io.sallyport.core.message.Bytes;
import io.sallyport.core.message.HeaderList;
import io.sallyport.core.message.Response;
import io.sallyport.core.pipeline.Ending;
import io.sallyport.core.pipeline.Pipeline;
import io.sallyport.core.pipeline.Times;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Starting, the admin listener, and coming to an end. */
class LifeTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @Test
  void bindsNothingWhenOneAddressIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int http = free();
      EdgeSettings settings =
          EdgeSettings.of(
              new EdgeSettings.Listeners("127.0.0.1", http, null, taken.getLocalPort()));
      try (Edge edge = new Edge(settings, Times.SYSTEM)) {
        assertThatThrownBy(() -> edge.start(nothing(), request -> ok()))
            .isInstanceOf(BindProblem.class)
            .hasMessageContaining("cannot bind `127.0.0.1:" + taken.getLocalPort() + "`");
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), http).close())
            .isInstanceOf(IOException.class);
      }
    }
  }

  /** A port nobody listens on. */
  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void keepsListenersOffThatAreOff() throws Exception {
    EdgeSettings settings =
        EdgeSettings.of(
            new EdgeSettings.Listeners("127.0.0.1", EdgeSettings.OFF, null, EdgeSettings.OFF));
    try (Edge edge = new Edge(settings, Times.SYSTEM)) {
      assertThat(edge.start(nothing(), request -> ok())).isEqualTo(new Bound(null, null, null));
    }
  }

  private static Pipeline nothing() {
    return new Pipeline(
        () ->
            exchange -> {
              throw new IllegalStateException("not used");
            },
        record -> {},
        Runnable::run,
        new BodyBudget(0),
        Times.SYSTEM,
        0);
  }

  private static Response ok() {
    return Response.of(200, HeaderList.EMPTY, Bytes.utf8("ok"));
  }

  @Test
  void servesTheOperatorWithoutRecords() throws Exception {
    try (Gateway gateway = Gateway.mock().start();
        RawClient admin = new RawClient(Objects.requireNonNull(gateway.bound.admin()))) {
      assertThat(admin.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").reply().text())
          .isEqualTo("GET /healthz ");
      admin.send("POST /reload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi");
      assertThat(admin.reply().text()).isEqualTo("POST /reload hi");
      admin.send("POST /reload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000000\r\n\r\n");
      assertThat(admin.reply().status()).isEqualTo(413);
      gateway.records(0);
      assertThat(gateway.edge.connections()).isZero();
    }
  }

  @Test
  void drainsWithoutLosingARequest() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (FakeUpstream upstream =
            new FakeUpstream(peer -> {
              peer.request();
              go.await();
              peer.send(OK);
            });
        Gateway gateway = Gateway.to(upstream.port()).start();
        RawClient busy = gateway.client();
        RawClient idle = gateway.client();
        RawClient admin = new RawClient(Objects.requireNonNull(gateway.bound.admin()))) {
      busy.get("/");
      Gateway.eventually(() -> upstream.seen.size() == 1 && gateway.edge.connections() == 2);
      Thread draining = Thread.ofVirtual().start(() -> gateway.edge.drain(Duration.ofSeconds(5)));
      assertThat(idle.ended()).as("an idle connection is closed at once").isTrue();
      assertThat(draining.isAlive()).isTrue();
      InetSocketAddress address = gateway.address();
      assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()).close())
          .isInstanceOf(IOException.class);
      assertThat(admin.send("GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n").reply().status())
          .isEqualTo(200);
      go.countDown();
      RawClient.Reply reply = busy.reply();
      assertThat(reply.text()).isEqualTo("ok");
      assertThat(reply.has("Connection: close")).isTrue();
      assertThat(busy.ended()).isTrue();
      assertThat(draining.join(Duration.ofSeconds(4))).isTrue();
      assertThat(gateway.record().ending()).isEqualTo(Ending.ANSWERED);
    }
  }

  @Test
  void cutsOffWhatIsStillInFlightWhenPatienceIsOver() throws Exception {
    try (FakeUpstream upstream = new FakeUpstream(FakeUpstream.Peer::awaitEnd);
        Gateway gateway = Gateway.to(upstream.port()).start();
        RawClient client = gateway.client()) {
      client.get("/");
      Gateway.eventually(() -> upstream.connections.get() == 1);
      gateway.edge.drain(Duration.ofMillis(100));
      assertThat(client.ended()).isTrue();
      assertThat(gateway.record().ending()).isEqualTo(Ending.CALLER_GONE);
      Gateway.eventually(() -> upstream.ended.get() == 1);
      assertThat(gateway.edge.inFlight()).isZero();
    }
  }

  @Test
  void countsWhatHappens() throws Exception {
    try (Gateway gateway = Gateway.mock().loops(2).start();
        RawClient one = gateway.client();
        RawClient two = gateway.client()) {
      one.get("/").reply();
      two.send("nonsense\r\n\r\n").reply();
      assertThat(gateway.edge.accepted()).isEqualTo(2);
      assertThat(gateway.edge.protocolErrors()).isEqualTo(1);
      assertThat(gateway.edge.loopLagNanos()).hasSize(2);
      gateway.records(2);
      Gateway.eventually(() -> gateway.edge.inFlight() == 0);
    }
  }

  @Test
  void closesAConnectionBeyondTheLimit() throws Exception {
    EdgeSettings.Limits limits = EdgeSettings.Limits.DEFAULT;
    try (Gateway gateway =
            Gateway.mock()
                .limits(
                    new EdgeSettings.Limits(
                        1,
                        limits.requestLine(),
                        limits.headers(),
                        limits.headerCount(),
                        limits.responseHeaders(),
                        limits.adminBody()))
                .start();
        RawClient one = gateway.client()) {
      assertThat(one.get("/").reply().status()).isEqualTo(200);
      try (RawClient two = gateway.client()) {
        assertThat(two.ended()).isTrue();
      }
      assertThat(one.get("/").reply().status()).isEqualTo(200);
      Gateway.eventually(() -> gateway.edge.connections() == 1);
      gateway.records(2);
    }
  }
}
