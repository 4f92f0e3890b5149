package io.sallyport.edge;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.Future;
import io.sallyport.core.pipeline.AdminHandler;
import io.sallyport.core.pipeline.Pipeline;
import io.sallyport.core.pipeline.Times;
import io.sallyport.core.pipeline.Upstream;
import io.sallyport.edge.admin.AdminRoute;
import io.sallyport.edge.loop.HttpVersion;
import io.sallyport.edge.loop.Loop;
import io.sallyport.edge.loop.Loops;
import io.sallyport.edge.loop.Tally;
import io.sallyport.edge.server.Http1Connection;
import io.sallyport.edge.server.ServerLimits;
import io.sallyport.edge.server.Side;
import io.sallyport.edge.tls.ClientTls;
import io.sallyport.edge.tls.ServerTls;
import io.sallyport.edge.tls.TlsProblem;
import io.sallyport.edge.tunnel.Tunnel;
import io.sallyport.edge.upstream.HttpUpstream;
import io.sallyport.edge.upstream.UpstreamLimits;
import io.sallyport.edge.wire.Grpc;
import io.sallyport.edge.wire.HeadLimits;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's contact with the world: listeners for callers and the operator, and connections to
 * endpoints. Event loops run from construction to {@link #close}; a loop owns its connections on
 * both sides, and nothing on the way of a request crosses from one loop to another.
 */
public final class Edge implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";

  /** How long a loop may take to end its connections when a drain is over. */
  private static final int ABORT_SECONDS = 1;

  private final EdgeSettings settings;
  private final Times times;
  private final Loops loops;
  private final HttpUpstream upstream;
  private final @Nullable ServerTls tls;
  private final List<Tally> tallies;
  private final List<Side> sides = new ArrayList<>();
  private final CompletableFuture<ClientTls> clientTls = new CompletableFuture<>();
  private final List<Side> adminSides = new ArrayList<>();
  private final List<Channel> listeners = new ArrayList<>();
  private final List<Channel> adminListeners = new ArrayList<>();

  /**
   * @throws TlsProblem when certificates or keys cannot be used; nothing runs then
   */
  public Edge(EdgeSettings settings, Times times) throws TlsProblem {
    this.settings = settings;
    this.times = times;
    EdgeSettings.Tls https = settings.listeners().tls();
    long handshake = settings.timeouts().handshake().toNanos();
    this.tls =
        https == null
            ? null
            : ServerTls.open(https.certificates(), https.stapling(), handshake, times);
    if (settings.trusted() != null) {
      clientTls.complete(
          ClientTls.trusting(settings.trusted(), settings.upstreamHttp2(), settings.grpc()));
    }
    this.loops = new Loops(settings.loops(), times);
    this.tallies = loops.all().stream().map(loop -> new Tally()).toList();
    this.upstream =
        new HttpUpstream(loops.all(), clientTls, settings.upstreamHttp2(), upstreamLimits());
  }

  /** The TLS of the HTTPS listener; empty when that is off. */
  public Optional<ServerTls> tls() {
    return Optional.ofNullable(tls);
  }

  /** The way to HTTP endpoints; may be used before the start. */
  public Upstream upstream() {
    return upstream;
  }

  /**
   * Binds every listener, or none.
   *
   * @throws BindProblem naming the address that cannot be bound
   */
  public synchronized Bound start(Pipeline pipeline, AdminHandler admin) throws BindProblem {
    EdgeSettings.Listeners where = settings.listeners();
    Pipeline adminPipeline = AdminRoute.pipeline(admin, settings.limits().adminBody(), times);
    for (Loop loop : loops.all()) {
      sides.add(
          new Side(loop, pipeline, serverLimits(), settings.grpc(), tallies.get(loop.index())));
      adminSides.add(new Side(loop, adminPipeline, serverLimits(), Grpc.OFF, new Tally()));
    }
    try {
      InetSocketAddress http = bind(listeners, address(where.bind(), where.http()), sides, null);
      EdgeSettings.Tls https = where.tls();
      InetSocketAddress secure =
          https == null ? null : bind(listeners, address(https.bind(), https.port()), sides, tls);
      InetSocketAddress operator =
          bind(adminListeners, address(LOOPBACK, where.admin()), adminSides, null);
      if (!clientTls.isDone()) {
        // Not before: nothing that listens waits for it.
        ClientTls.load(clientTls, settings.upstreamHttp2(), settings.grpc());
      }
      if (tls != null) {
        tls.start();
      }
      return new Bound(http, secure, operator);
    } catch (BindProblem e) {
      closeListeners();
      throw e;
    }
  }

  private @Nullable InetSocketAddress bind(
      List<Channel> bound,
      @Nullable InetSocketAddress address,
      List<Side> by,
      @Nullable ServerTls with)
      throws BindProblem {
    if (address == null) {
      return null;
    }
    ChannelFuture future =
        new ServerBootstrap()
            .group(loops.group())
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 4096)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childHandler(new Accept(by, with))
            .bind(address)
            .awaitUninterruptibly();
    if (!future.isSuccess()) {
      throw new BindProblem(address, String.valueOf(future.cause().getMessage()));
    }
    bound.add(future.channel());
    return (InetSocketAddress) future.channel().localAddress();
  }

  private static @Nullable InetSocketAddress address(String host, int port) {
    return port == EdgeSettings.OFF ? null : new InetSocketAddress(host, port);
  }

  /** Puts the handlers of a new connection in place. */
  private final class Accept extends ChannelInitializer<Channel> {

    private final List<Side> by;
    private final @Nullable ServerTls with;

    Accept(List<Side> by, @Nullable ServerTls with) {
      this.by = by;
      this.with = with;
    }

    @Override
    protected void initChannel(Channel channel) {
      if (with != null) {
        channel.pipeline().addLast(with.handler(channel.alloc()));
      }
      Side side = by.get(loops.of(channel.eventLoop()).index());
      channel.pipeline().addLast(new Http1Connection(side, with != null));
    }
  }

  /**
   * Stops accepting, lets requests in flight finish, and then closes what is left. Returns when
   * nothing is in flight or {@code patience} is over, and everything is recorded. The admin
   * listener stays.
   */
  public synchronized void drain(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    for (Channel listener : listeners) {
      unbind(listener);
    }
    listeners.clear();
    for (Side side : sides) {
      side.drainOnLoop();
    }
    while ((inFlight() > 0 || connections() > 0) && System.nanoTime() - deadline < 0) {
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    List<? extends Future<?>> aborted = sides.stream().map(Side::abortOnLoop).toList();
    // The logs are closed next, and what was cut off belongs into them.
    aborted.forEach(future -> future.awaitUninterruptibly(ABORT_SECONDS, TimeUnit.SECONDS));
  }

  /** Ends every connection and the loops. */
  @Override
  public synchronized void close() {
    closeListeners();
    loops.close();
    if (tls != null) {
      tls.close();
    }
    var _ = clientTls.thenAccept(ClientTls::close);
  }

  /** Ends {@code listener}, and returns when its address is free. */
  private static void unbind(Channel listener) {
    listener.close().awaitUninterruptibly();
    // The socket itself ends with the selection after the close; a task that is due a little later
    // runs behind that selection.
    listener.eventLoop().schedule(() -> {}, 1, TimeUnit.MILLISECONDS).awaitUninterruptibly();
  }

  private void closeListeners() {
    for (Channel listener : listeners) {
      unbind(listener);
    }
    for (Channel listener : adminListeners) {
      unbind(listener);
    }
    listeners.clear();
    adminListeners.clear();
    sides.clear();
    adminSides.clear();
  }

  /** Open connections of callers. */
  public long connections() {
    return sum(Tally::connections);
  }

  /** Open connections of callers that speak {@code version}. */
  public long connections(HttpVersion version) {
    return sum(tally -> tally.connections(version));
  }

  /** Requests that came by {@code version} since the start. */
  public long requests(HttpVersion version) {
    return sum(tally -> tally.requests(version));
  }

  /** Requests being served. */
  public long inFlight() {
    return sum(Tally::inFlight);
  }

  /** Connections accepted since the start. */
  public long accepted() {
    return sum(Tally::accepted);
  }

  /** Requests refused as malformed since the start. */
  public long protocolErrors() {
    return sum(Tally::protocolErrors);
  }

  /** Connections that are joined with an endpoint's. */
  public long tunnels() {
    return sum(Tally::tunnels);
  }

  /** Bytes that came through tunnels from callers since the start. */
  public long tunnelledFromCallers() {
    return sum(Tally::tunnelledFromCallers);
  }

  /** Bytes that came through tunnels for callers since the start. */
  public long tunnelledToCallers() {
    return sum(Tally::tunnelledToCallers);
  }

  /** How late each loop was when last measured, in nanoseconds. */
  public long[] loopLagNanos() {
    return loops.all().stream().mapToLong(Loop::lagNanos).toArray();
  }

  /** Idle upstream connections. */
  public int idleUpstreamConnections() {
    return upstream.idle();
  }

  private long sum(ToLongFunction<Tally> number) {
    return tallies.stream().mapToLong(number).sum();
  }

  private ServerLimits serverLimits() {
    EdgeSettings.Limits limits = settings.limits();
    EdgeSettings.Timeouts timeouts = settings.timeouts();
    return new ServerLimits(
        new HeadLimits(limits.requestLine(), limits.headers(), limits.headerCount()),
        Math.ceilDiv(limits.connections(), settings.loops()),
        timeouts.idle().toNanos(),
        timeouts.head().toNanos(),
        timeouts.body().toNanos(),
        timeouts.writeStall().toNanos(),
        timeouts.linger().toNanos(),
        new Tunnel.Limits(
            settings.tunnels().idle().toNanos(), settings.tunnels().life().toNanos()));
  }

  private UpstreamLimits upstreamLimits() {
    EdgeSettings.Timeouts timeouts = settings.timeouts();
    return new UpstreamLimits(
        new HeadLimits(1024, settings.limits().responseHeaders(), 256),
        timeouts.connect().toNanos(),
        timeouts.handshake().toNanos(),
        timeouts.silence().toNanos(),
        settings.connections().idle(),
        settings.connections().idleTime().toNanos(),
        timeouts.resolved().toNanos());
  }
}
