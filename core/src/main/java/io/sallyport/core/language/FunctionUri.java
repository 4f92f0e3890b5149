package io.sallyport.core.language;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a Lambda function in a definition. See the API Gateway guide,
 * "x-amazon-apigateway-integration object", {@code uri}.
 */
public sealed interface FunctionUri {

  /**
   * A function.
   *
   * @param arn its ARN, with its version or alias where it has one
   */
  record Function(String arn, Form form) implements FunctionUri {}

  /** The call that streams its answer, {@code …/response-streaming-invocations}. */
  record Streaming(String arn) implements FunctionUri {}

  /** An address with stage variables that are not set. */
  record Unset(Set<String> variables) implements FunctionUri {
    public Unset {
      variables = Set.copyOf(variables);
    }
  }

  /** What is no address of a function. */
  record Malformed(String resolved) implements FunctionUri {}

  /** How the function is named. */
  enum Form {
    /** {@code arn:aws:apigateway:…:lambda:path/2015-03-31/functions/{ARN}/invocations}. */
    INVOCATION,
    /** {@code arn:aws:lambda:…:function:name}, which HTTP APIs know. */
    PLAIN
  }

  /** What {@link Malformed} was expected to be, for messages. */
  String EXPECTED =
      "expected `arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{function ARN}"
          + "/invocations`";

  /**
   * Reads {@code uri}.
   *
   * @param variables the stage's variables, filled in where {@code ${stageVariables.name}} stands
   */
  static FunctionUri parse(String uri, Map<String, String> variables) {
    Set<String> missing = new TreeSet<>();
    String resolved = Grammar.resolve(uri, variables, missing);
    if (!missing.isEmpty()) {
      return new Unset(missing);
    }
    Matcher invocation = Grammar.INVOCATION.matcher(resolved);
    if (invocation.matches()) {
      return new Function(invocation.group(1), Form.INVOCATION);
    }
    Matcher streaming = Grammar.STREAMING.matcher(resolved);
    if (streaming.matches()) {
      return new Streaming(streaming.group(1));
    }
    return Grammar.PLAIN.matcher(resolved).matches()
        ? new Function(resolved, Form.PLAIN)
        : new Malformed(resolved);
  }

  /** Whether {@code uri} calls Lambda, well-formed or not, rather than another service. */
  static boolean isLambda(String uri) {
    return Grammar.LAMBDA.matcher(uri).lookingAt();
  }

  /** The patterns, out of sight of users. */
  final class Grammar {

    private static final String PARTITION = "arn:aws[a-z-]*";
    private static final String NAME = "[A-Za-z0-9_-]{1,140}";
    private static final String FUNCTION =
        PARTITION
            + ":lambda:[a-z0-9-]+:[A-Za-z0-9_-]+:function:"
            + NAME
            + "(?::(?:\\$LATEST|[A-Za-z0-9_-]{1,128}))?";
    private static final String CALL = PARTITION + ":apigateway:[A-Za-z0-9-]+:lambda:path/{1,2}";

    private static final Pattern PLAIN = Pattern.compile(FUNCTION);
    private static final Pattern INVOCATION =
        Pattern.compile(CALL + "2015-03-31/functions/(" + FUNCTION + ")/invocations/?");
    private static final Pattern STREAMING =
        Pattern.compile(
            CALL + "2021-11-15/functions/(" + FUNCTION + ")/response-streaming-invocations/?");
    private static final Pattern LAMBDA =
        Pattern.compile("arn:[^:]*:(?:apigateway:[^:]*:lambda:|lambda:)");
    private static final Pattern VARIABLE =
        Pattern.compile("\\$\\{stageVariables\\.([A-Za-z0-9_]+)}");

    private Grammar() {}

    private static String resolve(String uri, Map<String, String> variables, Set<String> missing) {
      return VARIABLE
          .matcher(uri)
          .replaceAll(match -> {
            String value = variables.get(match.group(1));
            if (value == null) {
              missing.add(match.group(1));
            }
            return Matcher.quoteReplacement(value == null ? "" : value);
          });
    }
  }
}
