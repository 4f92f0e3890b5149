package io.sallyport.app.config;

import io.sallyport.adapters.process.Readiness;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Commands of companion processes: a sequence of words, or one text that is split into them. */
final class Commands {

  private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|'[^']*'|[^\\s\"'])+");
  private static final String JAVA = "${java}";

  private Commands() {}

  /** The words under {@code key}; {@code ${java}} stands for the running Java's program. */
  static List<String> read(Section process, String key) {
    Optional<Node> node = process.get(key);
    if (node.isPresent() && node.get() instanceof Sequence) {
      return filled(process, key, process.texts(key));
    }
    return filled(process, key, split(process.required(key)));
  }

  /** How readiness is known, as written; null when absent or wrong. */
  static @Nullable String readiness(Section process, String key) {
    String text = process.text(key);
    if (text != null && Readiness.parse(text).isEmpty()) {
      process
          .reader()
          .error(
              "wrong-value",
              process.at(key),
              "`"
                  + text
                  + "` will not do, expected `http://host:port/path`, `tcp:host:port` or"
                  + " `log:text`");
      return null;
    }
    return text;
  }

  private static List<String> filled(Section process, String key, List<String> words) {
    if (words.isEmpty() && process.has(key)) {
      process.reader().error("wrong-value", process.at(key), "the command is empty");
    }
    String java = System.getProperty("java.home") + "/bin/java";
    return words.stream().map(word -> word.replace(JAVA, java)).toList();
  }

  /** Splits at white space outside quotes, and takes the quotes away. */
  private static List<String> split(String command) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(command);
    while (matcher.find()) {
      words.add(matcher.group().replaceAll("\"([^\"]*)\"|'([^']*)'", "$1$2"));
    }
    return words;
  }
}
