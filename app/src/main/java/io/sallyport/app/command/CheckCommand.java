package io.sallyport.app.command;

import io.sallyport.app.gateway.Streams;
import io.sallyport.app.load.Check;
import io.sallyport.app.report.ArtifactUris;
import io.sallyport.app.report.ProblemJson;
import io.sallyport.app.report.ProblemSarif;
import io.sallyport.app.report.ProblemText;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problem.Severity;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code check}: reads exactly what {@code up} would and says what is wrong with it. */
@Command(
    name = "check",
    description = {"Says what keeps definitions from being served, and binds nothing.", ""},
    sortOptions = false,
    footer = {
      "",
      "A line of the text format is `file:line:column: error id pointer: sentence`.",
      "",
      "Examples:",
      "  sallyport check openapi.yaml",
      "  sallyport check openapi.yaml --format json --fail-on-warnings",
      "  sallyport check openapi.yaml --format sarif > sallyport.sarif"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:nothing keeps it from being served", "2:something does"})
final class CheckCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin DefinitionOptions definitions = new DefinitionOptions();

  @Option(
      names = "--format",
      paramLabel = "text|json|sarif",
      converter = FormatOf.class,
      description = "How problems are printed (default: text).")
  Format format = Format.TEXT;

  @Option(names = "--fail-on-warnings", description = "Exit with 2 for a warning as well.")
  boolean failOnWarnings;

  @Override
  public Integer call() {
    Streams streams = Streams.system();
    Check check = Check.of(Invocation.require(definitions.flags(), spec));
    int exitCode = fails(check.problems()) ? 2 : 0;
    print(check, exitCode, streams);
    return exitCode;
  }

  private void print(Check check, int exitCode, Streams streams) {
    switch (format) {
      case TEXT -> ProblemText.print(check.problems(), streams.out());
      case JSON -> streams.out().println(ProblemJson.document(check.problems()));
      case SARIF -> {
        ProblemSarif.Run run =
            new ProblemSarif.Run(
                ProductVersion.number(), check.problems(), check.allowed(), exitCode);
        streams.out().println(ProblemSarif.document(run, ArtifactUris.here()));
      }
    }
    ProblemText.printAllowed(check.allowed(), streams.err());
    streams
        .err()
        .println(
            "checked apis=%d routes=%d problems=%d"
                .formatted(check.definitions().size(), check.routes(), check.problems().size()));
  }

  private boolean fails(List<Problem> problems) {
    return problems.stream()
        .anyMatch(problem -> failOnWarnings || problem.severity() == Severity.ERROR);
  }

  /** How problems are printed. */
  enum Format {
    TEXT,
    JSON,
    SARIF
  }

  private static final class FormatOf extends ChoiceOf<Format> {
    FormatOf() {
      super(Format.class);
    }
  }
}
