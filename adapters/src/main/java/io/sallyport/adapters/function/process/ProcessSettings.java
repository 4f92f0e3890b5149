package io.sallyport.adapters.function.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a function is run as processes.
 *
 * @param code the folder with the function's code, or a jar for {@link LambdaRuntime#JAVA}
 * @param layers folders laid out as Lambda's layers are; what a later one has goes before
 * @param handler as AWS writes it; empty where the runtime takes none
 * @param env what the function's environment has beside what AWS sets
 * @param timeout how long one invocation may take before its process is ended
 * @param memoryMegabytes what the function is told it has; not enforced
 * @param concurrency processes at a time, and so invocations at a time
 * @param queue invocations that may wait for a process; more are throttled
 * @param idle how long a process without invocations is kept
 */
public record ProcessSettings(
    LambdaRuntime runtime,
    Path code,
    List<Path> layers,
    String handler,
    Map<String, String> env,
    Duration timeout,
    int memoryMegabytes,
    int concurrency,
    int queue,
    Duration idle,
    Credentials credentials) {

  public ProcessSettings {
    layers = List.copyOf(layers);
    env = Map.copyOf(env);
  }

  /** Which AWS credentials the function can find. */
  public enum Credentials {
    /** None but those in {@code env}: neither the gateway's variables nor its profile files. */
    NONE,
    /**
     * The {@code AWS_*} variables of the gateway's own environment, and the user's profile files.
     */
    ENVIRONMENT
  }
}
