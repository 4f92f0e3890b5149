package io.sallyport.edge;

/** Proxies to 127.0.0.1 for measurements: {@code BenchMain <backend port>}. */
final class BenchMain {

  private BenchMain() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws Exception {
    Gateway gateway =
        Gateway.to(Integer.parseInt(args[0]))
            .forgets()
            .loops(Runtime.getRuntime().availableProcessors())
            .start();
    System.out.println("ready " + gateway.address().getPort());
    Thread.currentThread().join();
  }
}
