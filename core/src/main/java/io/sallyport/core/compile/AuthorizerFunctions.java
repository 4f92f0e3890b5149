package io.sallyport.core.compile;

import io.sallyport.core.definition.AuthorizerDefinition.Lambda;
import io.sallyport.core.definition.IntegrationDefinition.Text;
import io.sallyport.core.pipeline.LambdaFunction;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the functions of Lambda authorizers. */
final class AuthorizerFunctions {

  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{stageVariables\\.([A-Za-z0-9_]+)}");
  private static final Pattern INVOCATION =
      Pattern.compile(
          "arn:[^:]+:apigateway:[^:]+:lambda:path/2015-03-31/functions/(.+)/invocations");

  private final Context context;

  AuthorizerFunctions(Context context) {
    this.context = context;
  }

  /** A function and the ARN it is called by. */
  record Found(String arn, LambdaFunction function) {}

  /** The function of {@code authorizer}; empty where there is none, of which the problems tell. */
  Optional<Found> find(Lambda authorizer) {
    Text uri = authorizer.uri();
    Set<String> missing = new TreeSet<>();
    Matcher invocation = INVOCATION.matcher(substitute(uri.value(), missing));
    if (!missing.isEmpty()) {
      context
          .problems()
          .warning(
              "unset-stage-variable",
              uri.at(),
              "the address `"
                  + uri.value()
                  + "` uses the stage variable `"
                  + String.join("`, `", missing)
                  + "`, which is not set: everybody is refused with 500");
      return Optional.empty();
    }
    if (!invocation.matches()) {
      context
          .problems()
          .error(
              "invalid-uri",
              uri.at(),
              "`"
                  + uri.value()
                  + "` is not the address of a function: expected"
                  + " `arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{function"
                  + " ARN}/invocations`");
      return Optional.empty();
    }
    return function(invocation.group(1), uri);
  }

  private Optional<Found> function(String arn, Text uri) {
    Optional<LambdaFunction> function = context.services().functions().find(arn);
    if (function.isEmpty()) {
      context
          .problems()
          .error(
              "function-not-configured",
              uri.at(),
              "nothing serves the function `" + arn + "`, expected an entry under `functions`");
    }
    return function.map(found -> new Found(arn, found));
  }

  private String substitute(String uri, Set<String> missing) {
    return VARIABLE
        .matcher(uri)
        .replaceAll(match -> {
          String value = context.variables().get(match.group(1));
          if (value == null) {
            missing.add(match.group(1));
          }
          return Matcher.quoteReplacement(value == null ? "" : value);
        });
  }
}
