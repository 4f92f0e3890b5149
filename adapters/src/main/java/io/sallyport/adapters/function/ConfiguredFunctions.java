package io.sallyport.adapters.function;

import io.sallyport.adapters.aws.Signing;
import io.sallyport.adapters.function.FunctionSettings.Aws;
import io.sallyport.adapters.function.FunctionSettings.Endpoint;
import io.sallyport.adapters.function.FunctionSettings.Local;
import io.sallyport.adapters.function.invoke.InvokeClient;
import io.sallyport.adapters.function.invoke.InvokedFunction;
import io.sallyport.adapters.function.process.FunctionHost;
import io.sallyport.adapters.function.process.FunctionIdentity;
import io.sallyport.core.pipeline.Functions;
import io.sallyport.core.pipeline.LambdaFunction;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The functions that a configuration names. A function is looked for by its ARN with qualifier, by
 * its ARN, by its name with qualifier, by its name, and at last as {@code default}.
 */
public final class ConfiguredFunctions implements Functions, AutoCloseable {

  /** Serves every function that is not named. */
  public static final String DEFAULT = "default";

  private final Map<String, FunctionSettings> configured;
  private final String region;
  private final String account;
  private final FunctionHost host;
  private final InvokeClient client;
  private final Map<String, LambdaFunction> functions = new ConcurrentHashMap<>();

  /**
   * @param configured by ARN or name
   * @param region of functions that are called by name
   * @param account of functions that are called by name, twelve digits
   */
  public ConfiguredFunctions(
      Map<String, FunctionSettings> configured,
      String region,
      String account,
      FunctionHost host,
      InvokeClient client) {
    this.configured = Map.copyOf(configured);
    this.region = region;
    this.account = account;
    this.host = host;
    this.client = client;
  }

  @Override
  public Optional<LambdaFunction> find(String name) {
    Optional<FunctionName> parsed =
        FunctionName.parse(name).map(function -> function.within(region, account));
    if (parsed.isEmpty()) {
      return Optional.empty();
    }
    FunctionSettings settings = settings(parsed.get());
    return settings == null
        ? Optional.empty()
        : Optional.of(
            functions.computeIfAbsent(parsed.get().arn(), _ -> function(parsed.get(), settings)));
  }

  /** Ends every process; functions cannot be called any more. */
  @Override
  public void close() {
    host.close();
    client.close();
  }

  private @Nullable FunctionSettings settings(FunctionName function) {
    String qualified = function.name() + ":" + function.qualifier();
    return Stream.of(function.arn(), function.unqualifiedArn(), qualified, function.name(), DEFAULT)
        .map(configured::get)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private LambdaFunction function(FunctionName function, FunctionSettings settings) {
    return switch (settings) {
      case Endpoint(URI url) ->
          new InvokedFunction(client, url, function.name(), function.qualifier(), dummy(function));
      case Aws.AWS ->
          new InvokedFunction(
              client,
              aws(function),
              function.unqualifiedArn(),
              function.qualifier(),
              Signing.byChain(region(function), "lambda"));
      case Local(var process) ->
          host.function(
              new FunctionIdentity(
                  function.name(),
                  function.qualifier() == null ? "$LATEST" : function.qualifier(),
                  function.arn(),
                  region(function)),
              process);
    };
  }

  /** Emulators read account and region out of a signature, which they do not check. */
  private static Signing dummy(FunctionName function) {
    return Signing.by("test", "test", region(function), "lambda");
  }

  private static URI aws(FunctionName function) {
    String region = region(function);
    String suffix = region.startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
    return URI.create("https://lambda." + region + suffix);
  }

  private static String region(FunctionName function) {
    return Objects.requireNonNull(function.region());
  }
}
