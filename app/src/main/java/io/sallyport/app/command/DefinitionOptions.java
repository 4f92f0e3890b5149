package io.sallyport.app.command;

import io.sallyport.app.config.ApiIds;
import io.sallyport.app.config.Flags;
import io.sallyport.app.config.StageNames;
import io.sallyport.core.pipeline.ApiType;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The flags that say which definitions are meant; shared by all commands that read them. */
final class DefinitionOptions {

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "OpenAPI 3 or Swagger 2 documents, SAM or CloudFormation templates.")
  List<Path> files = List.of();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The configuration (default: sallyport.yaml beside the first FILE, if there). Flags win"
              + " over it.")
  @Nullable Path config;

  @Option(
      names = "--type",
      paramLabel = "rest|http",
      converter = TypeOf.class,
      description = "The API's type (default: found in the document).")
  @Nullable ApiType type;

  @Option(
      names = "--stage",
      paramLabel = "NAME",
      converter = StageOf.class,
      description = "The stage (default: prod for a REST API, $$default for an HTTP API).")
  @Nullable String stage;

  @Option(
      names = "--api-id",
      paramLabel = "ID",
      converter = IdOf.class,
      description = "The API's id (default: derived from the file's path).")
  @Nullable String apiId;

  @Option(
      names = "--allow-unenforced",
      paramLabel = "ID",
      description =
          "Serve although the setting of this problem id cannot be enforced; repeatable. Printed at"
              + " every start.")
  Set<String> allowUnenforced = new LinkedHashSet<>();

  @Option(
      names = "--parameter",
      paramLabel = "NAME=VALUE",
      description = "The value of a parameter of a template; repeatable.")
  Map<String, String> parameters = new LinkedHashMap<>();

  /** These flags, where a command has no others. */
  Flags flags() {
    return Flags.of(files, config, type, stage, apiId, allowUnenforced, parameters);
  }

  private static final class TypeOf extends ChoiceOf<ApiType> {
    TypeOf() {
      super(ApiType.class);
    }
  }

  private static final class StageOf extends FormOf {
    StageOf() {
      super(StageNames.FORM, StageNames.EXPECTED);
    }
  }

  private static final class IdOf extends FormOf {
    IdOf() {
      super(ApiIds.FORM, ApiIds.EXPECTED);
    }
  }
}
