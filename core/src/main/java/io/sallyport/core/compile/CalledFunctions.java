package io.sallyport.core.compile;

import io.sallyport.core.definition.IntegrationDefinition.Text;
import io.sallyport.core.language.FunctionUri;
import io.sallyport.core.pipeline.LambdaFunction;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Finds the functions that integrations and authorizers name, and says where there is none. */
final class CalledFunctions {

  private final Context context;

  CalledFunctions(Context context) {
    this.context = context;
  }

  /** A function and the ARN it is called by. */
  record Called(String arn, LambdaFunction function) {}

  /**
   * The function of {@code uri}; empty where there is none, of which the problems tell.
   *
   * @param forms how the function may be written there
   * @param isPermitted whether a function may be called for what is asked
   * @param otherwise what becomes of requests without the function, for the operator
   */
  Optional<Called> find(
      Text uri, Set<FunctionUri.Form> forms, Predicate<String> isPermitted, String otherwise) {
    return switch (FunctionUri.parse(uri.value(), context.variables())) {
      case FunctionUri.Function(String arn, FunctionUri.Form form) ->
          forms.contains(form) ? find(arn, uri, isPermitted, otherwise) : malformed(uri);
      case FunctionUri.Unset unset -> {
        context
            .problems()
            .warning(
                "unset-stage-variable",
                uri.at(),
                "the function `"
                    + uri.value()
                    + "` uses the stage variable `"
                    + String.join("`, `", unset.variables())
                    + "`, which is not set: "
                    + otherwise);
        yield Optional.empty();
      }
      case FunctionUri.Streaming streaming -> malformed(uri);
      case FunctionUri.Malformed malformed -> malformed(uri);
    };
  }

  private Optional<Called> find(
      String arn, Text uri, Predicate<String> isPermitted, String otherwise) {
    if (!isPermitted.test(arn)) {
      context
          .problems()
          .warning(
              "function-not-permitted",
              uri.at(),
              "no `AWS::Lambda::Permission` of the template lets `apigateway.amazonaws.com` call `"
                  + arn
                  + "` for this: "
                  + otherwise);
      return Optional.of(new Called(arn, new ForbiddenFunction(arn)));
    }
    Optional<LambdaFunction> function = context.services().functions().find(arn);
    if (function.isEmpty()) {
      context
          .problems()
          .unenforced(
              "function-not-configured",
              uri.at(),
              "nothing runs the function `"
                  + arn
                  + "`: give it an entry under `functions`, or one named `default`; let pass, "
                  + otherwise);
    }
    return function.map(found -> new Called(arn, found));
  }

  private Optional<Called> malformed(Text uri) {
    context
        .problems()
        .error(
            "invalid-uri",
            uri.at(),
            "Invalid ARN specified in the request: `" + uri.value() + "`, " + FunctionUri.EXPECTED);
    return Optional.empty();
  }
}
