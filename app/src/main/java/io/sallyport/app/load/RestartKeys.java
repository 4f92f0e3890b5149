package io.sallyport.app.load;

import io.sallyport.adapters.function.FunctionSettings;
import io.sallyport.app.config.Configuration;
import io.sallyport.app.config.Configuration.AccessLogSettings;
import io.sallyport.app.config.Configuration.Companion;
import io.sallyport.app.config.Configuration.ExecutionLogFile;
import io.sallyport.app.config.IssuerChoices;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings that a running gateway cannot change. A reload that would change one is refused
 * whole, rather than taken in part.
 */
public final class RestartKeys {

  private RestartKeys() {}

  /** Adds a problem for each key that differs. */
  public static void check(Configuration running, Configuration later, Problems problems) {
    Map<String, Object> before = values(running);
    values(later)
        .forEach((key, value) -> {
          if (!Objects.equals(before.get(key), value)) {
            problems.error(
                "needs-restart",
                Location.of("configuration"),
                "`" + key + "` has changed, which takes a restart");
          }
        });
  }

  private static Map<String, Object> values(Configuration configuration) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("mode", configuration.mode());
    values.put(
        "listeners.http",
        configuration.listeners().http().bind() + configuration.listeners().http().port());
    values.put(
        "listeners.https",
        configuration.listeners().https().bind() + configuration.listeners().https().port());
    values.put("listeners.https.stapling", configuration.listeners().https().stapling());
    values.put("listeners.admin", configuration.listeners().admin());
    values.put("limits", configuration.limits());
    values.put("upstreamTrust", String.valueOf(configuration.upstreamTrust()));
    values.put("upstreamHttp2", configuration.upstreamHttp2());
    values.put("grpc", configuration.grpc());
    values.put("webSocket", configuration.webSocket());
    values.put("issuers", choices(configuration.issuers()));
    values.put("jwtAlgorithms", configuration.tokens().algorithms());
    values.put("cryptoProvider", configuration.tokens().provider());
    values.put("tokenCache", configuration.tokens().cache());
    values.put("authorizers", configuration.authorizers());
    AccessLogSettings access = configuration.accessLog();
    ExecutionLogFile execution = configuration.executionLog();
    values.put("accessLog.file", access == null ? "none" : target(access.file()));
    values.put("executionLog.file", execution == null ? "none" : target(execution.file()));
    values.put("functions", functions(configuration));
    values.put("processes", configuration.processes().stream().map(RestartKeys::words).toList());
    return values;
  }

  private static Map<String, FunctionSettings> functions(Configuration configuration) {
    Map<String, FunctionSettings> functions = new HashMap<>();
    configuration.functions().forEach((name, one) -> functions.put(name, one.settings()));
    return functions;
  }

  private static List<Object> choices(IssuerChoices issuers) {
    return Arrays.asList(issuers.byIssuer(), issuers.others());
  }

  private static String target(@Nullable Path file) {
    return file == null ? "stdout" : file.toString();
  }

  private static List<String> words(Companion companion) {
    return List.of(
        companion.name(), companion.command().toString(), String.valueOf(companion.ready()));
  }
}
