package io.sallyport.app.config;

import io.sallyport.adapters.function.FunctionName;
import io.sallyport.adapters.function.FunctionSettings;
import io.sallyport.adapters.function.process.Environment;
import io.sallyport.adapters.function.process.LambdaRuntime;
import io.sallyport.adapters.function.process.ProcessSettings;
import io.sallyport.adapters.function.process.ProcessSettings.Credentials;
import io.sallyport.app.config.Configuration.Function;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.NodeReader;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code functions}: by ARN or name, how each function is served. */
final class FunctionsReader {

  /** What acts on functions that run as processes alone. */
  private static final List<String> PROCESS =
      List.of(
          "runtime",
          "code",
          "layers",
          "handler",
          "env",
          "timeout",
          "memory",
          "concurrency",
          "queue",
          "idle",
          "awsCredentials");

  private static final String[] KEYS =
      Stream.concat(Stream.of("endpoint", "aws"), PROCESS.stream()).toArray(String[]::new);

  private final Section section;
  private final NodeReader reader;

  private FunctionsReader(Section section) {
    this.section = section;
    this.reader = section.reader();
  }

  static Map<String, Function> read(Section root) {
    Map<String, Function> functions = new LinkedHashMap<>();
    NodeReader reader = root.reader();
    Optional<Mapping> all = root.get("functions").flatMap(reader::mapping);
    all.ifPresent(found ->
        found
            .entries()
            .forEach((name, node) -> {
              if (FunctionName.parse(name).isEmpty()) {
                reader.error(
                    "wrong-value",
                    found.keyAt(name),
                    "`" + name + "` will not do, expected a function's name or ARN, or `default`");
              }
              FunctionSettings settings = settings(root, name, node);
              if (settings != null) {
                functions.put(name, new Function(settings, found.keyAt(name)));
              }
            }));
    return functions;
  }

  private static @Nullable FunctionSettings settings(Section root, String name, Node node) {
    Optional<Mapping> mapping = root.reader().mapping(node);
    return mapping.isEmpty()
        ? null
        : new FunctionsReader(
                new Section(
                    root.reader(),
                    mapping.get(),
                    root.directory(),
                    "function `" + name + "`",
                    KEYS))
            .settings();
  }

  private @Nullable FunctionSettings settings() {
    List<String> process = PROCESS.stream().filter(section::has).toList();
    boolean endpoint = section.has("endpoint");
    boolean aws = section.has("aws");
    boolean local = section.has("runtime") || section.has("code");
    if (Stream.of(endpoint, aws, local).filter(one -> one).count() != 1) {
      reader.error(
          "wrong-function",
          section.at(),
          "expected exactly one of `endpoint`, `aws` and `runtime` with `code`");
      return null;
    }
    if (endpoint || aws) {
      process.forEach(key ->
          reader.error(
              "wrong-function",
              section.at(key),
              "`" + key + "` acts on functions that run as processes only"));
    }
    return endpoint ? endpoint() : aws ? aws() : local();
  }

  private @Nullable FunctionSettings endpoint() {
    String text = section.required("endpoint");
    try {
      URI url = URI.create(text);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (http && url.getHost() != null && url.getRawQuery() == null && url.getUserInfo() == null) {
        return new FunctionSettings.Endpoint(url);
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    section
        .get("endpoint")
        .ifPresent(node -> reader.wrongValue(node, "expected `http://host:port`"));
    return null;
  }

  private @Nullable FunctionSettings aws() {
    Optional<Node> node = section.get("aws");
    Optional<Boolean> wanted = node.flatMap(reader::truth);
    if (wanted.isPresent() && !wanted.get()) {
      reader.wrongValue(node.get(), "expected `true`, or another way to serve the function");
    }
    return wanted.orElse(false) ? FunctionSettings.Aws.AWS : null;
  }

  private @Nullable FunctionSettings local() {
    LambdaRuntime runtime = runtime(section.required("runtime"));
    String code = section.required("code");
    String handler =
        runtime == LambdaRuntime.PROVIDED
            ? section.text("handler", "")
            : section.required("handler");
    ProcessSettings settings =
        new ProcessSettings(
            runtime == null ? LambdaRuntime.PROVIDED : runtime,
            section.directory().resolve(code).normalize(),
            section.texts("layers").stream()
                .map(layer -> section.directory().resolve(layer).normalize())
                .toList(),
            handler,
            env(),
            section.duration(
                "timeout", Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofMinutes(15)),
            section.integer("memory", 128, 128, 10_240),
            section.integer("concurrency", 10, 1, 1000),
            section.integer("queue", 1000, 0, 100_000),
            section.duration(
                "idle", Duration.ofMinutes(5), Duration.ofSeconds(1), Duration.ofHours(24)),
            section.choice("awsCredentials", Credentials.NONE));
    boolean whole =
        runtime != null
            && !code.isEmpty()
            && (!handler.isEmpty() || runtime == LambdaRuntime.PROVIDED);
    return whole ? new FunctionSettings.Local(settings) : null;
  }

  private @Nullable LambdaRuntime runtime(String name) {
    Optional<LambdaRuntime> runtime = LambdaRuntime.of(name);
    if (runtime.isEmpty() && !name.isEmpty()) {
      section
          .get("runtime")
          .ifPresent(node ->
              reader.wrongValue(
                  node,
                  "expected a runtime of AWS's, of the families `"
                      + String.join("`, `", LambdaRuntime.families())
                      + "`"));
    }
    return runtime.orElse(null);
  }

  private Map<String, String> env() {
    Map<String, String> env = section.textMap("env");
    for (String name : env.keySet()) {
      if (Environment.isReserved(name)) {
        reader.error("wrong-value", section.at("env"), "`" + name + "` is set by Lambda itself");
      } else if (!name.matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
        reader.error(
            "wrong-value",
            section.at("env"),
            "`" + name + "` will not do, expected letters, digits and `_`");
      }
    }
    return env;
  }
}
