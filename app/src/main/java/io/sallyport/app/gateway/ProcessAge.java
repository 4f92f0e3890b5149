package io.sallyport.app.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How long this process has run: its launcher's time included, because one becomes the other. */
final class ProcessAge {

  private static final long LOADED = System.nanoTime();
  private static final int TICK_MILLIS = 10; // Linux reports 100 ticks a second to every program
  private static final int START_TIME = 19; // fields after the name in parentheses, which is second

  private ProcessAge() {}

  /**
   * In milliseconds, to the nearest ten; from the start of the program where /proc is not there.
   */
  static long millis() {
    try {
      String stat = Files.readString(Path.of("/proc/self/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      double uptime =
          Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ", -1)[0]);
      return Math.round(uptime * 1000) - Long.parseLong(fields[START_TIME]) * TICK_MILLIS;
    } catch (IOException | RuntimeException e) {
      return (System.nanoTime() - LOADED) / 1_000_000;
    }
  }
}
