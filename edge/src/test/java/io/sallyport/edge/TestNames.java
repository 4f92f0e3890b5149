package io.sallyport.edge;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Names below {@code .test} have the addresses they are made of: {@code 127-0-0-2.127-0-0-1.test}
 * has two, {@code none.test} has none. All other names are the system's.
 */
public final class TestNames extends InetAddressResolverProvider {

  @Override
  public String name() {
    return "names of tests";
  }

  @Override
  public InetAddressResolver get(Configuration configuration) {
    InetAddressResolver system = configuration.builtinResolver();
    return new InetAddressResolver() {
      @Override
      public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
          throws UnknownHostException {
        return host.endsWith(".test") ? addresses(host) : system.lookupByName(host, policy);
      }

      @Override
      public String lookupByAddress(byte[] address) throws UnknownHostException {
        return system.lookupByAddress(address);
      }
    };
  }

  private static Stream<InetAddress> addresses(String host) throws UnknownHostException {
    List<InetAddress> addresses = new ArrayList<>();
    for (String label : host.replace(".test", "").split("\\.", -1)) {
      String[] parts = label.split("-", -1);
      if (parts.length != 4) {
        throw new UnknownHostException(host);
      }
      byte[] address = new byte[4];
      for (int i = 0; i < 4; i++) {
        address[i] = (byte) Integer.parseInt(parts[i]);
      }
      addresses.add(InetAddress.getByAddress(host, address));
    }
    return addresses.stream();
  }
}
