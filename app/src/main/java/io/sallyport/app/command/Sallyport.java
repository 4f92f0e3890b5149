package io.sallyport.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The program's command line. */
@Command(
    name = "sallyport",
    description = {
      "Runs AWS API Gateway definitions anywhere, with every security feature in them enforced.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      UpCommand.class,
      CheckCommand.class,
      RoutesCommand.class,
      VerifyCommand.class,
      TokenCommand.class,
      VersionCommand.class
    },
    footer = {
      "",
      "Start here:",
      "  sallyport up examples/pets/openapi.yaml",
      "  curl localhost:8080/prod/pets",
      "",
      "`sallyport COMMAND --help` tells more; every setting is in docs/configuration.md."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a bug",
      "2:a definition, the configuration or a flag was refused",
      "3:an address cannot be bound",
      "4:`verify` refused what it was asked about",
      "78:no suitable Java"
    })
public final class Sallyport implements Callable<Integer> {

  private static final int BUG = 1;

  @Spec CommandSpec spec = CommandSpec.create();

  private Sallyport() {}

  /** Runs a command to its end; the exit code. */
  public static int run(String... arguments) {
    CommandLine line = new CommandLine(new Sallyport());
    helpEverywhere(line);
    line.setParameterExceptionHandler(Invocation::refuse);
    line.setExecutionExceptionHandler(Sallyport::bug);
    return line.execute(arguments);
  }

  /** Without a command there is nothing to do: says what there is. */
  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing: `up`, `check`, `token`, `verify` or `version`");
  }

  private static void helpEverywhere(CommandLine line) {
    line.getCommandSpec().addOption(help());
    line.getSubcommands().values().forEach(Sallyport::helpEverywhere);
  }

  private static CommandLine.Model.OptionSpec help() {
    return CommandLine.Model.OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .description("Prints this.")
        .build();
  }

  private static int bug(Exception e, CommandLine line, ParseResult parsed) {
    line.getErr().println("sallyport: this is a bug, please report it:");
    e.printStackTrace(line.getErr());
    return BUG;
  }
}
