package io.sallyport.app.command;

import io.sallyport.app.config.Flags;
import io.sallyport.app.gateway.Streams;
import io.sallyport.app.load.Check;
import io.sallyport.app.report.EffectiveRoutes;
import io.sallyport.app.report.NotOurs;
import io.sallyport.app.report.ProblemText;
import io.sallyport.core.definition.Problem.Severity;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code routes}: reads exactly what {@code up} would and prints what would be served. */
@Command(
    name = "routes",
    description = {"Prints every route, what stands behind and before it, and its line.", ""},
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  sallyport routes template.yaml --parameter StageName=test",
      "  sallyport routes cdk.out --format json"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:printed", "2:something keeps it from being served"})
final class RoutesCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin DefinitionOptions definitions = new DefinitionOptions();

  @Option(
      names = "--format",
      paramLabel = "text|json",
      converter = FormatOf.class,
      description = "How the table is printed (default: text).")
  Format format = Format.TEXT;

  @Override
  public Integer call() {
    Streams streams = Streams.system();
    Flags flags = Invocation.require(definitions.flags(), spec);
    Check check = Check.of(flags);
    ProblemText.print(check.problems(), streams.err());
    ProblemText.printAllowed(check.allowed(), streams.err());
    boolean isRefused =
        check.snapshot().isEmpty()
            || check.problems().stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    if (isRefused) {
      return 2;
    }
    NotOurs.print(check.notOurs(), streams.err());
    EffectiveRoutes routes =
        EffectiveRoutes.of(check.snapshot().orElseThrow(), check.definitions());
    switch (format) {
      case TEXT -> routes.print(streams.out());
      case JSON -> streams.out().println(routes.document());
    }
    streams.out().flush();
    return 0;
  }

  /** How the table is printed. */
  enum Format {
    TEXT,
    JSON
  }

  private static final class FormatOf extends ChoiceOf<Format> {
    FormatOf() {
      super(Format.class);
    }
  }
}
