package io.sallyport.core.definition.openapi;

import static io.sallyport.core.definition.openapi.Documents.PROXY;
import static io.sallyport.core.definition.openapi.Documents.operation;
import static io.sallyport.core.definition.openapi.Documents.read;
import static io.sallyport.core.definition.openapi.Documents.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.definition.AuthorizerDefinition.Lambda;
import io.sallyport.core.definition.IntegrationDefinition.Text;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.openapi.Documents.Outcome;
import io.sallyport.core.pipeline.ApiType;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only identity validation expressions are taken that run. */
class ValidationExpressionReaderTest {

  private static final String FUNCTION =
      "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
          + "arn:aws:lambda:us-east-1:123456789012:function:f/invocations";

  @ParameterizedTest
  @ValueSource(strings = {"(", "[a", "a**", "(a)\\1", "(?=a)b", "(?<!a)b", "a{2000}"})
  void refusesAnExpressionThatDoesNotRun(String expression) {
    Problem problem = outcome(expression).refusal();

    assertThat(problem.id()).isEqualTo("invalid-expression");
    assertThat(problem.message())
        .startsWith("`" + expression + "` is no regular expression that runs in a time no token")
        .endsWith("`");
    assertThat(problem.at().line()).isPositive();
  }

  @Test
  void takesAnExpressionThatRunsThoughJavasWouldNot() {
    String expression = "(?P<token>[a-z]+)";
    assertThatThrownBy(() -> Pattern.compile(expression))
        .isInstanceOf(PatternSyntaxException.class);

    assertThat(outcome(expression).loaded().authorizers().get("s"))
        .isInstanceOfSatisfying(
            Lambda.class,
            token -> assertThat(token.validation()).extracting(Text::value).isEqualTo(expression));
  }

  @Test
  void refusesAnExpressionThatIsTooLong() {
    assertThat(outcome("a".repeat(1025)).refusal().message())
        .endsWith("aaa…` is longer than `1024` characters");
  }

  /** A REST API with a TOKEN authorizer that has this expression. */
  private static Outcome outcome(String expression) {
    return read(
        settings(ApiType.REST),
        operation(PROXY, "security: [{s: []}]")
            + """
            components:
              securitySchemes:
                s:
                  type: apiKey
                  in: header
                  name: X-Token
                  x-amazon-apigateway-authorizer:
                    type: token
                    authorizerUri: '%s'
                    identityValidationExpression: '%s'
            """
                .formatted(FUNCTION, expression));
  }
}
