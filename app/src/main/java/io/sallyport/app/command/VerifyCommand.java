package io.sallyport.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code verify}: asks one of the gateway's verifiers about one thing, without a gateway. */
@Command(
    name = "verify",
    description = {"Asks one of the gateway's verifiers, without a gateway.", ""},
    synopsisSubcommandLabel = "WHAT",
    subcommands = VerifyJwsCommand.class)
final class VerifyCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "what to verify is missing: `jws`");
  }
}
