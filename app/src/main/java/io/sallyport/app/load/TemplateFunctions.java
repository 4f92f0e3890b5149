package io.sallyport.app.load;

import io.sallyport.adapters.function.FunctionSettings;
import io.sallyport.adapters.function.process.LambdaRuntime;
import io.sallyport.adapters.function.process.Preflight;
import io.sallyport.adapters.function.process.ProcessSettings;
import io.sallyport.adapters.function.process.ProcessSettings.Credentials;
import io.sallyport.app.config.Configuration.Function;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.cloudformation.Resource;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import io.sallyport.core.definition.stack.FunctionResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The functions of a template as processes of this machine. One that cannot be run is left out with
 * a warning: a route that needs it is a problem of its own, and others are never needed.
 */
final class TemplateFunctions {

  private static final int SECONDS = 3;
  private static final int MEGABYTES = 128;
  private static final int CONCURRENCY = 10;
  private static final int QUEUE = 1000;
  private static final Duration IDLE = Duration.ofMinutes(5);

  private final Path directory;
  private final Map<String, Path> assets;
  private final Map<String, Function> configured;
  private final Problems problems;

  /**
   * @param directory of the template
   * @param assets folders of code by their key in S3, as the CDK lists them
   * @param configured those of the configuration, which go before; by logical id as well
   */
  TemplateFunctions(
      Path directory,
      Map<String, Path> assets,
      Map<String, Function> configured,
      Problems problems) {
    this.directory = directory;
    this.assets = assets;
    this.configured = configured;
    this.problems = problems;
  }

  /** Those that can be run, by name. */
  Map<String, Function> read(List<FunctionResource> functions) {
    Map<String, Function> served = new HashMap<>();
    for (FunctionResource function : functions) {
      Function own = own(function);
      if (own != null) {
        served.put(function.name(), own);
        continue;
      }
      settings(function)
          .ifPresent(settings ->
              served.put(
                  function.name(),
                  new Function(new FunctionSettings.Local(settings), function.resource().at())));
    }
    return served;
  }

  /** What the configuration says of a function, or null. */
  private @Nullable Function own(FunctionResource function) {
    return Stream.of(function.arn(), function.name(), function.logicalId())
        .map(configured::get)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private Optional<ProcessSettings> settings(FunctionResource function) {
    Resource resource = function.resource();
    String name = resource.text("Runtime").orElse("");
    Optional<LambdaRuntime> runtime = LambdaRuntime.of(name);
    if (runtime.isEmpty()) {
      return unserved(
          function,
          resource.at("Runtime"),
          name.isEmpty() ? "it is an image" : "the runtime `" + name + "` is not run here");
    }
    Optional<Path> code = code(function, runtime.get());
    if (code.isEmpty()) {
      return Optional.empty();
    }
    resource
        .property("Layers")
        .filter(layers -> layers instanceof Sequence list && !list.items().isEmpty())
        .ifPresent(layers ->
            problems.warning(
                "layers-not-added",
                layers.at(),
                "the function `" + function.name() + "` runs without its layers"));
    ProcessSettings settings =
        new ProcessSettings(
            runtime.get(),
            code.get(),
            resource.text("Handler").orElse(""),
            env(resource),
            Duration.ofSeconds(number(resource, "Timeout", SECONDS)),
            number(resource, "MemorySize", MEGABYTES),
            CONCURRENCY,
            QUEUE,
            IDLE,
            Credentials.NONE);
    List<Preflight.Finding> missing =
        Preflight.check(settings, System.getenv().getOrDefault("PATH", ""));
    return missing.isEmpty()
        ? Optional.of(settings)
        : unserved(function, resource.at("Code"), missing.getFirst().message());
  }

  /** The folder of the function's template, which may be inside another. */
  private Path directory(FunctionResource function) {
    Path file = Path.of(function.resource().at().file()).toAbsolutePath();
    Path parent = file.getParent();
    return function.logicalId().contains("/") && parent != null ? parent : directory;
  }

  private Optional<Path> code(FunctionResource function, LambdaRuntime runtime) {
    Resource resource = function.resource();
    Location at = resource.at("Code");
    Path directory = directory(function);
    Path built = directory.resolve(".aws-sam/build").resolve(resource.id());
    if (Files.isDirectory(built)) {
      return Optional.of(built);
    }
    Node code = resource.property("Code").orElse(null);
    if (code instanceof Scalar path) {
      return Optional.of(directory.resolve(path.text()).normalize());
    }
    if (code instanceof Mapping mapping) {
      if (mapping.entries().get("ZipFile") instanceof Scalar text) {
        return inline(function, runtime, text.text(), at);
      }
      Path asset = assets.get(text(mapping, "S3Key"));
      if (asset != null) {
        return Optional.of(asset);
      }
    }
    return unserved(function, at, "its code is not on this machine");
  }

  /** Inline code gets a folder of its own, by what is in it, so that it is written once. */
  private Optional<Path> inline(
      FunctionResource function, LambdaRuntime runtime, String text, Location at) {
    try {
      return Optional.of(InlineCode.folder(runtime, text));
    } catch (IOException e) {
      return unserved(function, at, "its code cannot be written: " + e.getMessage());
    }
  }

  private <T> Optional<T> unserved(FunctionResource function, Location at, String why) {
    problems.warning(
        "function-not-served",
        at,
        "the function `"
            + function.name()
            + "` is not served: "
            + why
            + "; where a route needs it, give it an entry under `functions`");
    return Optional.empty();
  }

  private Map<String, String> env(Resource resource) {
    Map<String, String> env = new HashMap<>();
    if (resource.property("Environment").orElse(null) instanceof Mapping environment
        && environment.entries().get("Variables") instanceof Mapping variables) {
      variables
          .entries()
          .forEach((name, value) -> {
            if (value instanceof Scalar scalar) {
              env.put(name, scalar.text());
            } else {
              problems.error(
                  "wrong-type", value.at(), "the variable `" + name + "` is no text or number");
            }
          });
    }
    return env;
  }

  private static int number(Resource resource, String name, int otherwise) {
    return resource
        .text(name)
        .filter(text -> text.matches("[0-9]{1,5}"))
        .map(Integer::valueOf)
        .orElse(otherwise);
  }

  private static String text(Mapping mapping, String key) {
    return mapping.entries().get(key) instanceof Scalar scalar ? scalar.text() : "";
  }
}
