package io.sallyport.app.load;

import io.sallyport.app.config.Configuration;
import io.sallyport.app.config.Configuration.Function;
import io.sallyport.app.config.Configuration.TemplateSettings;
import io.sallyport.app.load.DefinitionFile.Named;
import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.ApiSettings;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.cloudformation.Deployment;
import io.sallyport.core.definition.cloudformation.Deployment.ApiChoice;
import io.sallyport.core.definition.openapi.OpenApiReader;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.stack.ApiDocument;
import io.sallyport.core.definition.stack.StackDefinition;
import io.sallyport.core.definition.stack.StackReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads templates: their APIs as the OpenAPI documents they stand for, and their functions. */
final class Templates {

  private final Configuration configuration;
  private final Problems problems;
  private final Map<String, Function> functions = new HashMap<>();
  private final Map<String, Integer> notOurs = new TreeMap<>();
  private final List<Path> files = new ArrayList<>();
  private final Set<String> asked = new LinkedHashSet<>();
  private final Set<String> declared = new LinkedHashSet<>();

  Templates(Configuration configuration, Problems problems) {
    this.configuration = configuration;
    this.problems = problems;
  }

  /**
   * Reads every API of a template.
   *
   * @param assets folders of functions' code by their key in S3
   * @return empty when an error was added that nothing lets pass
   */
  Optional<List<ApiDefinition>> read(
      DefinitionFile file, Path template, Mapping root, Map<String, Path> assets) {
    int before = problems.errors();
    if (!template.equals(file.path())) {
      files.add(template);
    }
    Path parent = template.toAbsolutePath().getParent();
    Path directory = parent == null ? Path.of("") : parent;
    StackDefinition stack =
        StackReader.read(
            root,
            deployment(file, template, root),
            new TemplateFiles(directory, configuration.templates().files(), files),
            problems);
    functions.putAll(
        new TemplateFunctions(
                new TemplateCode(directory, assets),
                stack.layers(),
                configuration.functions(),
                problems)
            .read(stack.functions()));
    stack.notOurs().forEach((type, count) -> notOurs.merge(type, count, Integer::sum));
    if (problems.errors() == before) {
      checkNamed(file, stack);
    }
    List<ApiDefinition> definitions = new ArrayList<>();
    for (ApiDocument api : stack.apis()) {
      OpenApiReader.read(settings(file, template, api), api.document(), problems)
          .map(definition -> definition.permitting(stack.permissions()))
          .ifPresent(definitions::add);
    }
    return problems.errors() > before ? Optional.empty() : Optional.of(definitions);
  }

  /** Adds a problem for each parameter that was given and that no template declares. */
  void checkParameters() {
    asked.removeAll(declared);
    asked.forEach(name ->
        problems.error(
            "unknown-parameter",
            Location.of("configuration"),
            "no template has a parameter `" + name + "`"));
  }

  /** Functions of the templates that can be run, by name. */
  Map<String, Function> functions() {
    return Map.copyOf(functions);
  }

  /** Resources of other services: how many of each type. */
  Map<String, Integer> notOurs() {
    return new TreeMap<>(notOurs);
  }

  /** Files that were read beside the definitions themselves: stacks in folders, included files. */
  List<Path> files() {
    return List.copyOf(files);
  }

  private void checkNamed(DefinitionFile file, StackDefinition stack) {
    Set<String> known = new LinkedHashSet<>();
    stack.apis().forEach(api -> known.add(api.logicalId()));
    file.resources()
        .keySet()
        .forEach(id -> {
          if (!known.contains(id)) {
            problems.error(
                "unknown-api",
                Location.of(file.path().toString()),
                "the template has no API `" + id + "`, expected one of `" + known + "`");
          }
        });
  }

  /** What the template says about an API and, over it, what the operator says. */
  private static ApiSettings settings(DefinitionFile file, Path template, ApiDocument api) {
    Named named = file.resources().get(api.logicalId());
    ApiSettings given = named == null ? file.settings() : named.settings();
    Map<String, String> variables = new HashMap<>(api.stageVariables());
    variables.putAll(given.stageVariables());
    Set<String> hosts = new LinkedHashSet<>(api.hosts());
    hosts.addAll(given.hosts());
    return new ApiSettings(
        template.toString(),
        api.id(),
        api.type(),
        api.stage() == null ? given.stage() : api.stage(),
        variables,
        List.copyOf(hosts),
        given.basePath(),
        given.openApi31(),
        given.jwtOnRest(),
        given.account(),
        given.region());
  }

  private Deployment deployment(DefinitionFile file, Path template, Mapping root) {
    TemplateSettings given = configuration.templates();
    Map<String, ApiChoice> choices = new HashMap<>();
    choices.put("", new ApiChoice(file.id(), file.settings().stage()));
    file.resources()
        .forEach(
            (id, named) -> choices.put(id, new ApiChoice(named.id(), named.settings().stage())));
    Map<String, String> parameters = new HashMap<>(given.parameters());
    asked.addAll(parameters.keySet());
    Set<String> known =
        root.entries().get("Parameters") instanceof Mapping all ? all.entries().keySet() : Set.of();
    declared.addAll(known);
    parameters.keySet().retainAll(known);
    return new Deployment(
        stackName(template),
        configuration.region(),
        configuration.account(),
        parameters,
        given.imports(),
        choices);
  }

  /** The file's name without its endings, in the characters that names of stacks may have. */
  private static String stackName(Path file) {
    String name = String.valueOf(file.getFileName()).replaceFirst("\\..*$", "");
    return name.replaceAll("[^A-Za-z0-9-]", "-");
  }
}
