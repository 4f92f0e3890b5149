package io.sallyport.app.load;

import io.sallyport.app.config.Configuration;
import io.sallyport.app.config.Configuration.AccessLogSettings;
import io.sallyport.app.config.Configuration.Function;
import io.sallyport.app.config.Flags;
import io.sallyport.app.config.Overrides;
import io.sallyport.core.compile.Compiler;
import io.sallyport.core.compile.Fingerprint;
import io.sallyport.core.compile.Part;
import io.sallyport.core.compile.Services;
import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.ApiSettings;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.openapi.OpenApiReader;
import io.sallyport.core.definition.source.DocumentLimits;
import io.sallyport.core.definition.source.DocumentReader;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.NodeReader;
import io.sallyport.core.definition.stack.StackReader;
import io.sallyport.core.definition.terraform.TerraformPlan;
import io.sallyport.core.pipeline.Functions;
import io.sallyport.core.pipeline.Upstream;
import io.sallyport.core.snapshot.DeployedApi;
import io.sallyport.core.snapshot.GatewaySnapshot;
import io.sallyport.core.token.Issuers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One reading of everything the operator gave: first the settings, then the definitions, then the
 * snapshot. Problems are collected on the way, so that all are said at once.
 */
public final class Loading {

  private static final Upstream NOWHERE =
      (_, _, _) -> {
        throw new IllegalStateException("nothing is sent while definitions are checked");
      };

  private Settings settings;
  private final Problems problems;
  private final List<Part> parts = new ArrayList<>();
  private final Map<String, String> fingerprints = new HashMap<>();
  private Map<String, Integer> notOurs = Map.of();
  private @Nullable AccessLogFormats formats;
  private boolean whole = true;

  private Loading(Settings settings, Problems problems) {
    this.settings = settings;
    this.problems = problems;
  }

  /** Reads the settings. */
  public static Loading begin(Flags flags) {
    // What may pass is itself read from the configuration, so its problems are weighed afterwards.
    Problems unweighed = new Problems(Set.of());
    Settings settings = new SettingsReader(flags, unweighed).read();
    Problems problems = new Problems(settings.configuration().allowUnenforced());
    unweighed.found().forEach(problems::add);
    return new Loading(settings, problems);
  }

  /** Compiles without a way to endpoints, only to find what is wrong. */
  public Optional<GatewaySnapshot> compileToCheck() {
    // Functions are looked for, not called.
    Functions functions = LocalFunctions.open(settings, _ -> {});
    return compile(new Services(NOWHERE, functions, new Issuers()), null);
  }

  /**
   * Reads the access log's format and the definitions, but for those that are what {@code previous}
   * was made from.
   */
  public Loading read(Previous previous) {
    Templates templates = new Templates(settings.configuration(), problems);
    for (DefinitionFile file : settings.definitions()) {
      Optional<List<Part>> read = read(file, templates, previous);
      if (read.isPresent() && read.get().isEmpty()) {
        problems.error(
            "template-without-api",
            Location.of(file.path().toString()),
            "the template has no API to be served");
      }
      read.ifPresentOrElse(parts::addAll, () -> whole = false);
    }
    templates.checkParameters();
    Map<String, Function> functions = new HashMap<>(templates.functions());
    functions.putAll(settings.configuration().functions());
    notOurs = templates.notOurs();
    AccessLogSettings log = settings.configuration().accessLog();
    formats = AccessLogFormats.read(log, problems);
    LocalFunctions.check(settings.configuration(), problems);
    settings = settings.with(settings.configuration().with(functions), templates.files());
    return this;
  }

  /** Resources of other services in the templates: how many of each type. */
  public Map<String, Integer> notOurs() {
    return notOurs;
  }

  private Optional<List<Part>> read(DefinitionFile file, Templates templates, Previous previous) {
    if (Files.isDirectory(file.path())) {
      return read(file, CloudAssembly.read(file.path(), problems), templates);
    }
    Optional<byte[]> content = OperatorFiles.read(file.path(), DocumentLimits.DEFINITION, problems);
    Optional<Mapping> template = content.flatMap(bytes -> template(file.path(), bytes));
    return template.isPresent()
        ? templates.read(file, file.path(), plain(template.get()), Map.of()).map(Loading::defined)
        : content.flatMap(bytes -> part(file.settings(), bytes, previous)).map(List::of);
  }

  private Optional<List<Part>> read(
      DefinitionFile file, CloudAssembly assembly, Templates templates) {
    List<Part> all = new ArrayList<>();
    boolean complete = true;
    for (Path path : assembly.templates()) {
      Optional<List<Part>> some =
          OperatorFiles.read(path, DocumentLimits.DEFINITION, problems)
              .flatMap(bytes ->
                  DocumentReader.read(path.toString(), bytes, DocumentLimits.DEFINITION, problems))
              .flatMap(new NodeReader(problems)::mapping)
              .flatMap(root -> templates.read(file, path, root, assembly.assets()))
              .map(Loading::defined);
      some.ifPresent(all::addAll);
      complete &= some.isPresent();
    }
    return complete ? Optional.of(all) : Optional.empty();
  }

  /** The template in a file; empty where it is a document of another format. */
  private static Optional<Mapping> template(Path path, byte[] content) {
    // Spares OpenAPI documents, which may be large, from being composed twice.
    String text = new String(content, StandardCharsets.UTF_8);
    boolean isPlan = text.contains("format_version");
    if (!text.contains("Resources") && !text.contains("AWSTemplateFormatVersion") && !isPlan) {
      return Optional.empty();
    }
    // What is wrong with a document that is no template is said by the reader of its format.
    Problems unsaid = new Problems(Set.of());
    return DocumentReader.read(path.toString(), content, DocumentLimits.DEFINITION, unsaid)
        .filter(Mapping.class::isInstance)
        .map(Mapping.class::cast)
        .filter(root -> StackReader.isTemplate(root) || TerraformPlan.isPlan(root));
  }

  /** The template itself, or the one that says what a plan of Terraform does. */
  private Mapping plain(Mapping root) {
    return TerraformPlan.isPlan(root) ? TerraformPlan.template(root, problems) : root;
  }

  private static List<Part> defined(List<ApiDefinition> definitions) {
    return definitions.stream().<Part>map(Part.Defined::new).toList();
  }

  /** Compiles what was read; empty when something keeps it from being served. */
  public Optional<GatewaySnapshot> compile(Services services, @Nullable GatewaySnapshot previous) {
    Compiler compiler =
        new Compiler(
            services,
            settings.configuration().endpoints(),
            settings.configuration().limits().body(),
            settings.configuration().webSocket());
    Optional<GatewaySnapshot> snapshot = compiler.compileParts(parts, previous, problems);
    if (whole) {
      warnOfUnusedAllowances();
    }
    return problems.hasErrors() || !whole ? Optional.empty() : snapshot;
  }

  public Settings settings() {
    return settings;
  }

  public Problems problems() {
    return problems;
  }

  /** What was read, in order. */
  public List<ApiDefinition> definitions() {
    return parts.stream()
        .flatMap(part ->
            part instanceof Part.Defined(ApiDefinition definition)
                ? Stream.of(definition)
                : Stream.empty())
        .toList();
  }

  /** What the next reading may compare with: by API id, of the files that had no problem. */
  public Map<String, String> fingerprints() {
    return Map.copyOf(fingerprints);
  }

  /** The access log's formats; the presets where they could not be read. */
  public AccessLogFormats formats() {
    AccessLogFormats read = formats;
    return read == null ? AccessLogFormats.presets() : read;
  }

  private Optional<Part> part(ApiSettings api, byte[] content, Previous previous) {
    Configuration configuration = settings.configuration();
    String fingerprint =
        Fingerprint.of(api, configuration.endpoints(), configuration.limits().body(), content);
    Optional<DeployedApi> unchanged = previous.unchanged(api.id(), fingerprint);
    if (unchanged.isPresent()) {
      fingerprints.put(api.id(), fingerprint);
      return Optional.of(new Part.Unchanged(unchanged.get(), Location.of(api.file())));
    }
    int before = problems.added();
    Optional<ApiDefinition> definition = OpenApiReader.read(api, content, problems);
    if (problems.added() == before) {
      fingerprints.put(api.id(), fingerprint);
    }
    return definition.map(Part.Defined::new);
  }

  private void warnOfUnusedAllowances() {
    problems
        .unused()
        .forEach(id ->
            problems.warning(
                "unused-allowance",
                Overrides.COMMAND_LINE,
                "`" + id + "` is allowed, but no problem of that id was found"));
  }
}
