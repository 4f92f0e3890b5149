package io.sallyport.app.gateway;

import java.io.PrintStream;

/** The program's two outputs. */
public record Streams(PrintStream out, PrintStream err) {

  public static Streams system() {
    return new Streams(System.out, System.err);
  }
}
