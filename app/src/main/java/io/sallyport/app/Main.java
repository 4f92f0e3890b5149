package io.sallyport.app;

import io.sallyport.app.command.Sallyport;

/** The program. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(Sallyport.run(arguments));
  }
}
