package io.sallyport.edge;

import java.nio.file.Path;

/** Proxies to 127.0.0.1 for measurements: {@code BenchMain BACKEND-PORT [CERTIFICATE KEY]}. */
final class BenchMain {

  private BenchMain() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws Exception {
    Gateway.Builder builder =
        Gateway.to(Integer.parseInt(args[0]))
            .forgets()
            .loops(Runtime.getRuntime().availableProcessors());
    if (args.length > 1) {
      builder.tls(new EdgeSettings.Tls(0, Path.of(args[1]), Path.of(args[2])));
    }
    Gateway gateway = builder.start();
    System.out.println("ready " + gateway.address().getPort() + " " + gateway.bound.https());
    Thread.currentThread().join();
  }
}
