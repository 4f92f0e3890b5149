package io.sallyport.conformance;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code conformance/run} was asked for.
 *
 * @param names corpora to run; none stands for all that have a runner and exist
 * @param table where {@code definitions} writes its table, when asked for
 */
record Arguments(Path launcher, Path directory, List<String> names, Optional<Path> table) {
  static final List<String> KNOWN =
      List.of(
          "http_cases",
          "control_scenarios",
          "http1",
          "jwt",
          "sigv4",
          "sam",
          "definitions",
          "jsonschema",
          "seclang",
          "crs",
          "libinjection",
          "x509limbo",
          "geoip",
          "awsdocs",
          "events");

  Arguments {
    names = List.copyOf(names);
  }

  /** Reads the arguments, or says on {@code err} what is wrong with them. */
  static Optional<Arguments> parse(List<String> arguments, PrintStream err) {
    List<String> rest = new ArrayList<>(arguments);
    Optional<Path> table = Optional.empty();
    int flag = rest.indexOf("--table");
    if (flag >= 0 && flag + 1 < rest.size()) {
      table = Optional.of(Path.of(rest.remove(flag + 1)));
      rest.remove(flag);
    }
    if (rest.size() < 2) {
      err.println("usage: conformance/run DIR [NAME...] [--table FILE]; names: " + KNOWN);
      return Optional.empty();
    }
    List<String> names = rest.subList(2, rest.size());
    for (String name : names) {
      if (!KNOWN.contains(name)) {
        err.println("unknown corpus `" + name + "`, expected one of " + KNOWN);
        return Optional.empty();
      }
    }
    return Optional.of(
        new Arguments(Path.of(rest.get(0)), Path.of(rest.get(1)).toAbsolutePath(), names, table));
  }
}
