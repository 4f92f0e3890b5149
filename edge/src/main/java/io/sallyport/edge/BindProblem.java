package io.sallyport.edge;

import java.net.InetSocketAddress;

/** An address cannot be bound. Nothing is bound when this is thrown. */
public final class BindProblem extends Exception {

  private static final long serialVersionUID = 1L;

  private final InetSocketAddress address;

  BindProblem(InetSocketAddress address, String reason) {
    super("cannot bind `" + name(address) + "`: " + reason);
    this.address = address;
  }

  /** The address that was asked for. */
  public InetSocketAddress address() {
    return address;
  }

  private static String name(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }
}
