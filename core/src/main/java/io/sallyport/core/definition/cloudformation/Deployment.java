package io.sallyport.core.definition.cloudformation;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where and as what a template counts as deployed.
 *
 * @param stack the stack's name
 * @param parameters values of parameters by their names
 * @param imports what other stacks export, by the exports' names
 * @param choices what the operator says about an API, by its logical id; by the empty text about
 *     those that are not named
 * @param path the logical ids of the stacks it is inside of, each with a {@code /}
 */
public record Deployment(
    String stack,
    String region,
    String account,
    Map<String, String> parameters,
    Map<String, String> imports,
    Map<String, ApiChoice> choices,
    String path) {

  private static final ApiChoice NOTHING = new ApiChoice(null, null);

  public Deployment {
    parameters = Map.copyOf(parameters);
    imports = Map.copyOf(imports);
    choices = Map.copyOf(choices);
  }

  /** A stack that is inside no other. */
  public Deployment(
      String stack,
      String region,
      String account,
      Map<String, String> parameters,
      Map<String, String> imports,
      Map<String, ApiChoice> choices) {
    this(stack, region, account, parameters, imports, choices, "");
  }

  /** A stack inside this one, with what is said about its APIs by {@code {stack}/{logical id}}. */
  Deployment nested(String logicalId, Map<String, String> given) {
    Map<String, ApiChoice> within = new HashMap<>();
    String prefix = logicalId + "/";
    choices.forEach((name, choice) -> {
      if (name.isEmpty()) {
        within.put(name, new ApiChoice(null, choice.stage()));
      } else if (name.startsWith(prefix)) {
        within.put(name.substring(prefix.length()), choice);
      }
    });
    return new Deployment(
        stack + "-" + logicalId, region, account, given, imports, within, path + prefix);
  }

  /**
   * What the operator says about an API of the template.
   *
   * @param id null to derive it
   * @param stage which of its stages is served; null for the only one
   */
  public record ApiChoice(@Nullable String id, @Nullable String stage) {}

  /** What is said about the API of that logical id. */
  public ApiChoice choice(String logicalId) {
    ApiChoice named = choices.get(logicalId);
    return named == null ? choices.getOrDefault("", NOTHING) : named;
  }

  /** The partition of the region: AWS's own, that of China, that of the US government. */
  public String partition() {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }

  String urlSuffix() {
    return partition().equals("aws-cn") ? "amazonaws.com.cn" : "amazonaws.com";
  }

  String stackId() {
    return "arn:%s:cloudformation:%s:%s:stack/%s/00000000-0000-0000-0000-000000000000"
        .formatted(partition(), region, account, stack);
  }
}
