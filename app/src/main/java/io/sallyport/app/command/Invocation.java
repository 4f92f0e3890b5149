package io.sallyport.app.command;

import io.sallyport.app.config.Flags;
import io.sallyport.app.report.ProblemText;
import io.sallyport.core.language.Suggestions;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** How a command line is checked, and how its mistakes are said. */
final class Invocation {

  private Invocation() {}

  /** Refuses flags that name nothing to serve. */
  static Flags require(Flags flags, CommandSpec spec) {
    if (flags.files().isEmpty() && flags.config() == null) {
      throw new ParameterException(
          spec.commandLine(), "no definition is named: give a FILE, or a --config that has `apis`");
    }
    return flags;
  }

  /** Prints the mistake, the nearest name and where help is; the exit code of a wrong usage. */
  static int refuse(ParameterException mistake, String[] arguments) {
    CommandLine command = mistake.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("sallyport: " + sentence(mistake));
    err.println("`" + command.getCommandSpec().qualifiedName() + " --help` tells more");
    err.flush();
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String sentence(ParameterException mistake) {
    if (mistake instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      return unknown(unmatched.getUnmatched().getFirst(), mistake.getCommandLine());
    }
    String message = String.valueOf(mistake.getMessage());
    // What a converter said stands behind the parser's own words.
    int own = message.indexOf("': expected ");
    String text = own < 0 ? message : flag(mistake) + message.substring(own + 3);
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }

  private static String flag(ParameterException mistake) {
    return mistake.getArgSpec() instanceof CommandLine.Model.OptionSpec option
        ? "`" + option.longestName() + "`: "
        : "";
  }

  private static String unknown(String word, CommandLine command) {
    boolean flag = word.startsWith("-");
    String name = flag && word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
    List<String> known = new ArrayList<>();
    if (flag) {
      command.getCommandSpec().optionsMap().forEach((option, _) -> known.add(option));
      command.getCommandSpec().negatedOptionsMap().forEach((option, _) -> known.add(option));
    } else {
      known.addAll(command.getSubcommands().keySet());
    }
    @Nullable String guess = Suggestions.nearest(name, known);
    return "unknown " + (flag ? "flag" : "command") + " `" + name + "`" + ProblemText.guess(guess);
  }
}
