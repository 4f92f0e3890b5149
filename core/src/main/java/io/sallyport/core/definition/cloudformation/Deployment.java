package io.sallyport.core.definition.cloudformation;

import java.util.Map;

/**
 * Where and as what a template counts as deployed.
 *
 * @param stack the stack's name
 * @param parameters values of parameters by their names
 * @param imports what other stacks export, by the exports' names
 */
public record Deployment(
    String stack,
    String region,
    String account,
    Map<String, String> parameters,
    Map<String, String> imports) {

  public Deployment {
    parameters = Map.copyOf(parameters);
    imports = Map.copyOf(imports);
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
