package io.sallyport.core.definition.cloudformation;

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
 */
public record Deployment(
    String stack,
    String region,
    String account,
    Map<String, String> parameters,
    Map<String, String> imports,
    Map<String, ApiChoice> choices) {

  private static final ApiChoice NOTHING = new ApiChoice(null, null);

  public Deployment {
    parameters = Map.copyOf(parameters);
    imports = Map.copyOf(imports);
    choices = Map.copyOf(choices);
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
