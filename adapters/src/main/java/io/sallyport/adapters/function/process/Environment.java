package io.sallyport.adapters.function.process;

import io.sallyport.adapters.function.process.ProcessSettings.Credentials;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The environment of a function's process: what AWS sets, what the configuration says, and a few
 * harmless variables of the gateway's. Nothing else of the gateway's environment gets there.
 */
public final class Environment {

  /** What programs need to run, and version managers to find them. */
  private static final List<String> HARMLESS =
      List.of(
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "TMPDIR",
          "TMP",
          "TEMP",
          "SystemRoot",
          "PYENV_ROOT",
          "ASDF_DIR",
          "ASDF_DATA_DIR",
          "VOLTA_HOME",
          "NVM_DIR");

  /** Where no SDK finds anything. */
  private static final String NOWHERE = "/dev/null";

  private static final Set<String> RESERVED =
      Set.of(
          "_HANDLER",
          "_X_AMZN_TRACE_ID",
          "AWS_EXECUTION_ENV",
          "AWS_LAMBDA_FUNCTION_NAME",
          "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
          "AWS_LAMBDA_FUNCTION_VERSION",
          "AWS_LAMBDA_INITIALIZATION_TYPE",
          "AWS_LAMBDA_LOG_GROUP_NAME",
          "AWS_LAMBDA_LOG_STREAM_NAME",
          "AWS_LAMBDA_RUNTIME_API",
          "LAMBDA_TASK_ROOT",
          "LAMBDA_RUNTIME_DIR",
          "SALLYPORT_FUNCTION_ARN");

  private Environment() {}

  /** Whether a function's own {@code env} may not set {@code name}, because Lambda does. */
  public static boolean isReserved(String name) {
    return RESERVED.contains(name);
  }

  /**
   * The whole environment.
   *
   * @param gateway the gateway's own
   * @param runtimeApi {@code host:port} of the runtime API
   */
  static Map<String, String> of(
      ProcessSettings settings,
      FunctionIdentity function,
      Map<String, String> gateway,
      String runtimeApi,
      String stream)
      throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    HARMLESS.stream().filter(gateway::containsKey).forEach(key -> all.put(key, gateway.get(key)));
    all.put("LANG", "en_US.UTF-8");
    all.put("TZ", ":UTC");
    all.put("AWS_REGION", function.region());
    all.put("AWS_DEFAULT_REGION", function.region());
    if (settings.runtime() == LambdaRuntime.PYTHON) {
      // On Lambda the code's folder cannot be written to; here it is the user's own.
      all.put("PYTHONDONTWRITEBYTECODE", "1");
    }
    credentials(settings.credentials(), gateway, all);
    all.putAll(settings.env());
    LayerPaths.add(settings, all);
    String root = root(settings);
    all.put("_HANDLER", settings.handler());
    all.put("LAMBDA_TASK_ROOT", root);
    all.put("LAMBDA_RUNTIME_DIR", root);
    all.put(
        "AWS_EXECUTION_ENV",
        "AWS_Lambda_" + settings.runtime().name().toLowerCase(java.util.Locale.ROOT));
    all.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
    all.put("AWS_LAMBDA_FUNCTION_VERSION", function.version());
    all.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(settings.memoryMegabytes()));
    all.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    all.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
    all.put("AWS_LAMBDA_LOG_STREAM_NAME", stream);
    all.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
    return all;
  }

  private static String root(ProcessSettings settings) {
    return settings.code().toAbsolutePath().normalize().toString();
  }

  /** Without leave, the profile files and the machine's own role are out of an SDK's sight too. */
  private static void credentials(
      Credentials credentials, Map<String, String> gateway, Map<String, String> all) {
    switch (credentials) {
      case NONE -> {
        all.put("AWS_SHARED_CREDENTIALS_FILE", NOWHERE);
        all.put("AWS_CONFIG_FILE", NOWHERE);
        all.put("AWS_EC2_METADATA_DISABLED", "true");
      }
      case ENVIRONMENT ->
          gateway.forEach((key, value) -> {
            if (key.startsWith("AWS_")) {
              all.put(key, value);
            }
          });
    }
  }
}
