package io.sallyport.edge.upstream;

import io.netty.util.NetUtil;
import io.sallyport.edge.loop.Loop;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the addresses of names, away from the loop that asks, and remembers them for a while. One
 * for each loop. A name that cannot be found is asked for again the next time.
 */
final class Resolver {

  private static final int MAX_NAMES = 4096;

  private record Known(List<InetAddress> addresses, long since) {}

  private final Loop loop;
  private final long keptNanos;
  private final Map<String, Known> known = new HashMap<>();
  private final Map<String, List<Consumer<List<InetAddress>>>> asked = new HashMap<>();

  Resolver(Loop loop, long keptNanos) {
    this.loop = loop;
    this.keptNanos = keptNanos;
  }

  /** Gives {@code then} the addresses of {@code host}; none when there are none. On the loop. */
  void resolve(String host, Consumer<List<InetAddress>> then) {
    InetAddress literal = literal(host);
    if (literal != null) {
      then.accept(List.of(literal));
      return;
    }
    Known found = known.get(host);
    if (found != null && System.nanoTime() - found.since < keptNanos) {
      then.accept(found.addresses);
      return;
    }
    List<Consumer<List<InetAddress>>> waiting = asked.get(host);
    if (waiting != null) {
      waiting.add(then);
      return;
    }
    waiting = new ArrayList<>();
    waiting.add(then);
    asked.put(host, waiting);
    Thread.ofVirtual().name("resolve ", 0).start(() -> ask(host));
  }

  private void ask(String host) {
    List<InetAddress> addresses;
    try {
      addresses = List.of(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      addresses = List.of();
    }
    List<InetAddress> answer = addresses;
    loop.executor().execute(() -> answered(host, answer));
  }

  private void answered(String host, List<InetAddress> addresses) {
    if (addresses.isEmpty()) {
      known.remove(host);
    } else {
      if (known.size() >= MAX_NAMES) {
        known.clear();
      }
      known.put(host, new Known(addresses, System.nanoTime()));
    }
    List<Consumer<List<InetAddress>>> waiting = asked.remove(host);
    if (waiting != null) {
      waiting.forEach(then -> then.accept(addresses));
    }
  }

  private static @Nullable InetAddress literal(String host) {
    byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
    if (address == null) {
      return null;
    }
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
