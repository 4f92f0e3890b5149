package io.sallyport.app.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/** What each problem id means, and what to do about it. */
final class Rules {

  private static final Map<String, Rule> ALL = read();

  private Rules() {}

  /**
   * A kind of problem.
   *
   * @param meaning a short sentence without its full stop
   * @param help what to do about it
   */
  record Rule(String meaning, String help) {}

  /** The rule of {@code id}; one that says little where none is written. */
  static Rule of(String id) {
    Rule rule = ALL.get(id);
    return rule != null ? rule : new Rule(id.replace('-', ' '), "See the message.");
  }

  /** Every id that has a rule. */
  static Set<String> ids() {
    return ALL.keySet();
  }

  private static Map<String, Rule> read() {
    Properties properties = new Properties();
    try (InputStream in = Rules.class.getResourceAsStream("rules.properties")) {
      if (in == null) {
        throw new IllegalStateException("rules.properties is missing from the program");
      }
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toUnmodifiableMap(id -> id, id -> rule(properties.getProperty(id))));
  }

  private static Rule rule(String text) {
    int bar = text.indexOf(" | ");
    return new Rule(text.substring(0, bar), text.substring(bar + 3));
  }
}
