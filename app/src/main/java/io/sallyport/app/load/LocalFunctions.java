package io.sallyport.app.load;

import io.sallyport.adapters.function.ConfiguredFunctions;
import io.sallyport.adapters.function.FunctionSettings;
import io.sallyport.adapters.function.invoke.InvokeClient;
import io.sallyport.adapters.function.process.FunctionHost;
import io.sallyport.adapters.function.process.Preflight;
import io.sallyport.adapters.function.process.ProcessSettings;
import io.sallyport.app.config.Configuration;
import io.sallyport.app.load.Settings.Watching;
import io.sallyport.core.definition.Problems;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The functions of the configuration. */
public final class LocalFunctions {

  private LocalFunctions() {}

  /**
   * The functions as they can be called. Starts nothing until one is.
   *
   * @param output gets the lines that functions print
   */
  public static ConfiguredFunctions open(Settings settings, Consumer<String> output) {
    Configuration configuration = settings.configuration();
    Map<String, FunctionSettings> configured = new HashMap<>();
    configuration.functions().forEach((name, one) -> configured.put(name, one.settings()));
    FunctionHost.Watching watching =
        settings.watching() == Watching.ON ? FunctionHost.Watching.ON : FunctionHost.Watching.OFF;
    return new ConfiguredFunctions(
        configured,
        configuration.region(),
        configuration.account(),
        new FunctionHost(System.getenv(), watching, output),
        new InvokeClient());
  }

  /** Adds a problem for each function whose code, handler or program is not there. */
  static void check(Configuration configuration, Problems problems) {
    String path = System.getenv().getOrDefault("PATH", "");
    configuration
        .functions()
        .forEach((name, function) -> {
          if (function.settings() instanceof FunctionSettings.Local(ProcessSettings settings)) {
            Preflight.check(settings, path)
                .forEach(found ->
                    problems.error(
                        id(found.what()),
                        function.at(),
                        "function `" + name + "`: " + found.message()));
          }
        });
  }

  private static String id(Preflight.Missing missing) {
    return switch (missing) {
      case CODE -> "function-code-missing";
      case HANDLER -> "function-handler-missing";
      case PROGRAM -> "function-program-missing";
    };
  }
}
