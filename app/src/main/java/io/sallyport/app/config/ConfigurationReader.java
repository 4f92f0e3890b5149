package io.sallyport.app.config;

import io.sallyport.app.config.Configuration.Api;
import io.sallyport.app.config.Configuration.Companion;
import io.sallyport.app.config.Configuration.CryptoProvider;
import io.sallyport.app.config.Configuration.JwtAlgorithms;
import io.sallyport.app.config.Configuration.Mode;
import io.sallyport.app.config.Configuration.TemplateSettings;
import io.sallyport.app.config.Configuration.TokenCache;
import io.sallyport.app.config.Configuration.Tokens;
import io.sallyport.core.definition.ApiSettings.BasePathMode;
import io.sallyport.core.definition.ApiSettings.JwtOnRest;
import io.sallyport.core.definition.ApiSettings.OpenApi31;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.NodeReader;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.WebSocket;
import io.sallyport.edge.tls.UpstreamHttp2;
import io.sallyport.edge.wire.Grpc;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the configuration file strictly: an unknown key is a mistake, and so is a wrong unit. */
public final class ConfigurationReader {

  private static final String[] KEYS = {
    "mode",
    "region",
    "account",
    "listeners",
    "trustedProxies",
    "apis",
    "endpoints",
    "upstreamTrust",
    "upstreamHttp2",
    "grpc",
    "webSocket",
    "openapi31",
    "jwtOnRest",
    "jwtAlgorithms",
    "cryptoProvider",
    "tokenCache",
    "authorizers",
    "functions",
    "parameters",
    "imports",
    "files",
    "processes",
    "accessLog",
    "executionLog",
    "limits",
    "drain",
    "allowUnenforced",
    "issuers",
    "localIssuer"
  };

  private final Problems problems;
  private final Section root;

  private ConfigurationReader(Mapping document, Path directory, Problems problems) {
    this.problems = problems;
    this.root =
        new Section(new NodeReader(problems), document, directory, "the configuration", KEYS);
  }

  /** The configuration without a file: every default. */
  public static Configuration defaults() {
    Mapping nothing = new Mapping(Map.of(), Map.of(), Location.of(""));
    return read(nothing, Path.of(""), new Problems(Set.of()));
  }

  /**
   * Reads {@code document}. Where it adds problems the result stands in for what could not be read.
   *
   * @param directory the file's directory, which relative paths start from
   */
  public static Configuration read(Mapping document, Path directory, Problems problems) {
    return new ConfigurationReader(document, directory, problems).read();
  }

  private Configuration read() {
    refuseWhatIsNotThere();
    Mode mode = root.choice("mode", Mode.DEV);
    String account = root.text("account", "[0-9]{12}", "expected an account id of twelve digits");
    return new Configuration(
        mode,
        root.text("region", "us-east-1"),
        account == null ? "123456789012" : account,
        ListenersReader.read(root),
        apis(),
        root.textMap("endpoints"),
        root.path("upstreamTrust"),
        root.choice("upstreamHttp2", UpstreamHttp2.OFF),
        root.choice("grpc", Grpc.OFF),
        root.choice("webSocket", WebSocket.REFUSED),
        root.choice("openapi31", OpenApi31.REFUSED),
        root.choice("jwtOnRest", JwtOnRest.REFUSED),
        FunctionsReader.read(root),
        templates(),
        tokens(),
        AuthorizersReader.read(root),
        processes(mode),
        LogSections.access(root),
        LogSections.execution(root),
        limits(Limits.defaults()),
        root.duration("drain", Duration.ofSeconds(10), Duration.ZERO, Duration.ofMinutes(15)),
        Set.copyOf(root.texts("allowUnenforced")),
        IssuersReader.choices(root),
        IssuersReader.local(root));
  }

  private TemplateSettings templates() {
    Map<String, Path> files = new HashMap<>();
    root.textMap("files")
        .forEach((name, file) -> files.put(name, root.directory().resolve(file).normalize()));
    return new TemplateSettings(root.textMap("parameters"), root.textMap("imports"), files);
  }

  private Tokens tokens() {
    return new Tokens(
        root.choice("jwtAlgorithms", JwtAlgorithms.ALL),
        root.choice("cryptoProvider", CryptoProvider.CORRETTO),
        root.choice("tokenCache", TokenCache.ON));
  }

  /** Keys of the contract whose work is not done here yet: refused, unless let pass by name. */
  private void refuseWhatIsNotThere() {
    if (root.has("trustedProxies")) {
      problems.unenforced(
          "trusted-proxies-not-enforced",
          root.at("trustedProxies"),
          "`trustedProxies` has no effect yet: the caller's address is that of its"
              + " connection");
    }
  }

  private List<Api> apis() {
    List<Api> apis = new ArrayList<>();
    for (Section api :
        root.sections(
            "apis",
            "`apis`",
            "file",
            "resource",
            "id",
            "type",
            "stage",
            "stageVariables",
            "hosts",
            "basePath")) {
      String file = api.required("file");
      if (!file.isEmpty()) {
        apis.add(
            new Api(
                api.directory().resolve(file).normalize(),
                api.text("resource", "[A-Za-z0-9]+", "expected the logical id of an API"),
                api.text("id", ApiIds.FORM, ApiIds.EXPECTED),
                api.choice("type", ApiType.class),
                api.text("stage", StageNames.FORM, StageNames.EXPECTED),
                api.textMap("stageVariables"),
                api.texts("hosts").stream().map(host -> host.toLowerCase(Locale.ROOT)).toList(),
                api.choice("basePath", BasePathMode.IGNORE),
                api.at("file")));
      }
    }
    return apis;
  }

  private List<Companion> processes(Mode mode) {
    List<Companion> companions = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Section process : root.sections("processes", "`processes`", "name", "command", "ready")) {
      String name = process.required("name");
      if (!names.add(name)) {
        problems.error(
            "duplicate-process",
            process.at("name"),
            "there are two processes named `" + name + "`");
      }
      companions.add(
          new Companion(
              name,
              Commands.read(process, "command"),
              Commands.readiness(process, "ready"),
              process.directory(),
              process.at()));
    }
    if (mode == Mode.PRODUCTION && !companions.isEmpty()) {
      problems.error(
          "processes-in-production",
          root.at("processes"),
          "`processes` run in mode `dev` only; start them by the means of your system");
    }
    return companions;
  }

  private Limits limits(Limits defaults) {
    return LimitsReader.read(root.section("limits", "`limits`", LimitsReader.KEYS), defaults);
  }
}
