package io.sallyport.app.load;

import io.sallyport.adapters.issuer.Accounts;
import io.sallyport.app.config.AccountsReader;
import io.sallyport.app.config.ApiIds;
import io.sallyport.app.config.Configuration;
import io.sallyport.app.config.Configuration.Api;
import io.sallyport.app.config.Configuration.Mode;
import io.sallyport.app.config.ConfigurationReader;
import io.sallyport.app.config.Flags;
import io.sallyport.app.config.Overrides;
import io.sallyport.app.load.DefinitionFile.Named;
import io.sallyport.app.load.Settings.Watching;
import io.sallyport.core.definition.ApiSettings;
import io.sallyport.core.definition.ApiSettings.BasePathMode;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.source.DocumentLimits;
import io.sallyport.core.definition.source.DocumentReader;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.NodeReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the configuration file, puts the flags over it and lists the definition files. */
final class SettingsReader {

  private static final String NAME = "sallyport.yaml";

  private final Flags flags;
  private final Problems problems;
  private final @Nullable Path file;
  private final Path base;

  /**
   * @param flags with at least one file or a configuration
   */
  SettingsReader(Flags flags, Problems problems) {
    this.flags = flags;
    this.problems = problems;
    this.file = configurationFile(flags);
    Path anchor = file == null ? flags.files().getFirst() : file;
    Path parent = anchor.getParent();
    this.base = parent == null ? Path.of("") : parent;
  }

  Settings read() {
    Configuration configuration = Overrides.apply(configuration(), flags, problems);
    List<DefinitionFile> definitions = definitions(configuration);
    checkIds(definitions);
    List<Path> files = new ArrayList<>();
    if (file != null) {
      files.add(file);
    }
    definitions.forEach(definition -> files.add(definition.path()));
    Path users = configuration.localIssuer().users();
    Accounts accounts = Accounts.NONE;
    if (users != null) {
      files.add(users);
      accounts =
          mapping(users).map(found -> AccountsReader.read(found, problems)).orElse(Accounts.NONE);
    }
    boolean watch = flags.watch() == null ? configuration.mode() == Mode.DEV : flags.watch();
    return new Settings(
        configuration, watch ? Watching.ON : Watching.OFF, definitions, files, accounts);
  }

  private static @Nullable Path configurationFile(Flags flags) {
    if (flags.config() != null || flags.files().isEmpty()) {
      return flags.config();
    }
    Path beside = flags.files().getFirst().resolveSibling(NAME);
    return Files.exists(beside) ? beside : null;
  }

  private Configuration configuration() {
    if (file == null) {
      return ConfigurationReader.defaults();
    }
    return mapping(file)
        .map(found -> ConfigurationReader.read(found, base, problems))
        .orElseGet(ConfigurationReader::defaults);
  }

  private Optional<Mapping> mapping(Path path) {
    String name = path.toString();
    Optional<Node> document =
        OperatorFiles.read(path, DocumentLimits.CONFIGURATION, problems)
            .flatMap(
                bytes -> DocumentReader.read(name, bytes, DocumentLimits.CONFIGURATION, problems));
    return document.flatMap(new NodeReader(problems)::mapping);
  }

  /** The files of the command line first, then those that only the configuration names. */
  private List<DefinitionFile> definitions(Configuration configuration) {
    Map<Path, List<Api>> named = new LinkedHashMap<>();
    configuration
        .apis()
        .forEach(api -> named.computeIfAbsent(key(api.file()), _ -> new ArrayList<>()).add(api));
    List<DefinitionFile> definitions = new ArrayList<>();
    for (Path given : flags.files()) {
      List<Api> entries = Objects.requireNonNullElse(named.remove(key(given)), List.of());
      Api merged = fromCommandLine(given, general(entries));
      definitions.add(definition(given, merged, entries, configuration));
    }
    for (List<Api> entries : named.values()) {
      Api first = entries.getFirst();
      Api general = general(entries);
      definitions.add(
          definition(
              first.file(),
              general == null ? nothing(first.file(), first.at()) : general,
              entries,
              configuration));
    }
    if (definitions.isEmpty()) {
      problems.error(
          "no-definition",
          file == null ? Overrides.COMMAND_LINE : Location.of(file.toString()),
          "no definition is named: give a file or `apis`");
    }
    return definitions;
  }

  /** The entry that speaks about the file as a whole, or null. */
  private static @Nullable Api general(List<Api> entries) {
    return entries.stream().filter(entry -> entry.resource() == null).findFirst().orElse(null);
  }

  private static Api nothing(Path file, Location at) {
    return new Api(file, null, null, null, null, Map.of(), List.of(), BasePathMode.IGNORE, at);
  }

  private DefinitionFile definition(
      Path path, Api general, List<Api> entries, Configuration configuration) {
    Map<String, Named> resources = new LinkedHashMap<>();
    for (Api entry : entries) {
      if (entry.resource() != null) {
        resources.put(
            entry.resource(),
            new Named(settings(path, entry, entry.id(), configuration), entry.id()));
      }
    }
    return new DefinitionFile(
        path, settings(path, general, general.id(), configuration), general.id(), resources);
  }

  private Api fromCommandLine(Path given, @Nullable Api entry) {
    return new Api(
        given,
        null,
        flags.apiId() != null || entry == null ? flags.apiId() : entry.id(),
        flags.type() != null || entry == null ? flags.type() : entry.type(),
        flags.stage() != null || entry == null ? flags.stage() : entry.stage(),
        entry == null ? Map.of() : entry.stageVariables(),
        entry == null ? List.of() : entry.hosts(),
        entry == null ? BasePathMode.IGNORE : entry.basePath(),
        entry == null ? Overrides.COMMAND_LINE : entry.at());
  }

  private ApiSettings settings(
      Path path, Api api, @Nullable String id, Configuration configuration) {
    return new ApiSettings(
        path.toString(),
        id == null ? ApiIds.derive(base, path) : id,
        api.type(),
        api.stage(),
        api.stageVariables(),
        api.hosts(),
        api.basePath(),
        configuration.openApi31(),
        configuration.jwtOnRest(),
        configuration.account(),
        configuration.region());
  }

  private void checkIds(List<DefinitionFile> definitions) {
    Map<String, ApiSettings> known = new HashMap<>();
    for (DefinitionFile definition : definitions) {
      ApiSettings api = definition.settings();
      ApiSettings other = known.putIfAbsent(api.id(), api);
      if (other != null) {
        problems.add(ApiSettings.idTwice(api.id(), Location.of(api.file()), other.file()));
      }
    }
  }

  private static Path key(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
