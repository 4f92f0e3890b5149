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
import io.sallyport.core.definition.stack.LayerResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

  private final TemplateCode code;
  private final Map<String, Function> configured;
  private final Problems problems;
  private final Map<String, Path> layers;

  /**
   * @param layers those of the template
   * @param configured those of the configuration, which go before; by logical id as well
   */
  TemplateFunctions(
      TemplateCode code,
      List<LayerResource> layers,
      Map<String, Function> configured,
      Problems problems) {
    this.code = code;
    this.configured = configured;
    this.problems = problems;
    this.layers = folders(layers);
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
    ProcessSettings settings =
        new ProcessSettings(
            runtime.get(),
            code.get(),
            layers(function),
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

  private Optional<Path> code(FunctionResource function, LambdaRuntime runtime) {
    Resource resource = function.resource();
    Location at = resource.at("Code");
    if (resource.property("Code").orElse(null) instanceof Mapping code
        && code.entries().get("ZipFile") instanceof Scalar text) {
      return inline(function, runtime, text.text(), at);
    }
    try {
      Path found = code.find(function.logicalId(), resource, "Code");
      return found == null
          ? unserved(function, at, "its code is not on this machine")
          : Optional.of(found);
    } catch (IOException e) {
      return unserved(function, at, "its code cannot be unpacked: " + e.getMessage());
    }
  }

  /** The folders of a function's layers; one that is not there is told, and left out. */
  private List<Path> layers(FunctionResource function) {
    List<Path> folders = new ArrayList<>();
    if (function.resource().property("Layers").orElse(null) instanceof Sequence named) {
      for (Node each : named.items()) {
        String arn = each instanceof Scalar scalar ? scalar.text() : "";
        Path folder = layers.get(arn);
        if (folder != null && Files.isDirectory(folder)) {
          folders.add(folder);
        } else {
          problems.warning(
              "layer-not-added",
              each.at(),
              "the function `%s` runs without its layer `%s`, which is not on this machine"
                  .formatted(function.name(), arn));
        }
      }
    }
    return folders;
  }

  private Map<String, Path> folders(List<LayerResource> layers) {
    Map<String, Path> folders = new HashMap<>();
    for (LayerResource layer : layers) {
      try {
        Path folder = code.find(layer.logicalId(), layer.resource(), "Content");
        if (folder != null) {
          folders.put(layer.arn(), folder);
        }
      } catch (IOException e) {
        problems.warning(
            "layer-not-added",
            layer.resource().at("Content"),
            "the layer `" + layer.logicalId() + "` cannot be unpacked: " + e.getMessage());
      }
    }
    return folders;
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
}
