package io.sallyport.app.report;

import java.io.PrintStream;
import java.util.Map;
import java.util.stream.Collectors;

/** The resources of templates that belong to other services, and that the gateway never needs. */
public final class NotOurs {

  private NotOurs() {}

  /** Prints one line, or nothing where there are none. */
  public static void print(Map<String, Integer> types, PrintStream out) {
    if (!types.isEmpty()) {
      String each =
          types.entrySet().stream()
              .map(type -> type.getKey() + " " + type.getValue())
              .collect(Collectors.joining(", "));
      int all = types.values().stream().mapToInt(Integer::intValue).sum();
      out.println("not ours: resources=" + all + " (" + each + ")");
    }
  }
}
