package io.sallyport.core.values;

import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.Exchange;
import io.sallyport.core.pipeline.Stage;

/**
 * The ARN of what a request calls: {@code
 * arn:aws:execute-api:us-east-1:123456789012:abcdef1234/prod/GET/pets/7}. The path is the caller's,
 * still encoded, without the stage. See the API Gateway guide, "Input to an API Gateway Lambda
 * authorizer".
 */
public final class MethodArn {

  private final String prefix;
  private final ApiType type;

  /** The ARNs of one stage. */
  public MethodArn(ApiType type, String region, String account, String apiId, String stage) {
    this.type = type;
    this.prefix =
        "arn:%s:execute-api:%s:%s:%s/%s/"
            .formatted(partition(region), region, account, apiId, stage);
  }

  /** The ARNs of {@code stage}. */
  public static MethodArn of(Stage stage) {
    return new MethodArn(
        stage.type(), stage.region(), stage.account(), stage.apiId(), stage.name());
  }

  /**
   * The ARN of {@code exchange}'s request; that of the root ends in {@code /}.
   *
   * <p>INVARIANT: slashes that the router ignores are left out, those before the path and, in REST
   * APIs, those behind it. Else a caller could add some and meet the same method under another name
   * than the one a policy denies.
   */
  public String of(Exchange exchange) {
    String path = exchange.request().path();
    int start = exchange.pathOffset();
    int end = path.length();
    while (start < end && path.charAt(start) == '/') {
      start++;
    }
    while (type == ApiType.REST && end > start && path.charAt(end - 1) == '/') {
      end--;
    }
    String method = exchange.request().method();
    return new StringBuilder(prefix.length() + method.length() + 1 + end - start)
        .append(prefix)
        .append(method)
        .append('/')
        .append(path, start, end)
        .toString();
  }

  public static String partition(String region) {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }
}
