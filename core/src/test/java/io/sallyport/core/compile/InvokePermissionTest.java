package io.sallyport.core.compile;

import static io.sallyport.core.compile.Definitions.FUNCTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.AuthorizerDefinition.Lambda.Kind;
import io.sallyport.core.definition.IntegrationDefinition.Payload;
import io.sallyport.core.definition.InvokePermissions;
import io.sallyport.core.definition.InvokePermissions.Permission;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A function whose policy is known is called only for what the policy covers. */
class InvokePermissionTest {

  private static final String API = "arn:aws:execute-api:us-east-1:123456789012:";

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          a1/*/GET/pets/*,     200
          a1/prod/GET/pets/*,  200
          a1/*/*/*,            200
          a1/*,                200
          *,                   200
          a1/prod/G?T/pets/*,  200
          a1/test/GET/pets/*,  500
          a1/*/POST/pets/*,    500
          a1/*/GET/cats/*,     500
          b2/*/GET/pets/*,     500
          a1/authorizers/*,    500
          """)
  void callsForARouteThatIsCovered(String source, int status) {
    Problems problems = new Problems(Set.of());
    Running running =
        rest(problems, permission(FUNCTION, API + source.replace("a1", "a1b2c3d4e5")));
    running.functions.returns("{}");

    Running.Sent sent = running.get("/prod/pets/7");

    assertThat(sent.status()).isEqualTo(status);
    assertThat(problems.found())
        .extracting(Problem::id)
        .isEqualTo(status == 200 ? List.of() : List.of("function-not-permitted"));
    if (status == 500) {
      assertThat(sent.body()).isEqualTo("{\"message\":\"Internal server error\"}");
      assertThat(running.functions.calls()).isEmpty();
    }
  }

  @Test
  void aPermissionWithoutASourceCoversEverything() {
    Running running = rest(new Problems(Set.of()), permission(FUNCTION, null));
    running.functions.returns("{}");

    assertThat(running.get("/prod/pets/7").status()).isEqualTo(200);
  }

  @Test
  void aPermissionOfAnotherFunctionOrOfAnAliasDoesNotDo() {
    assertThat(rest(new Problems(Set.of())).get("/prod/pets/7").status()).isEqualTo(500);
    assertThat(
            rest(new Problems(Set.of()), permission(FUNCTION + ":live", null))
                .get("/prod/pets/7")
                .status())
        .isEqualTo(500);
  }

  @Test
  void aFunctionOfWhichNothingIsKnownIsCalled() {
    Problems problems = new Problems(Set.of());
    Running running =
        running(problems, new InvokePermissions(Set.of(FUNCTION + "-other"), List.of()));
    running.functions.returns("{}");

    assertThat(running.get("/prod/pets/7").status()).isEqualTo(200);
    assertThat(problems.found()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"a1/authorizers/abc123, 200", "a1/authorizers/*, 200", "a1/*/GET/a, 500"})
  void asksAnAuthorizerThatIsCovered(String source, int status) {
    Authorizing api =
        Authorizing.with(Kind.TOKEN)
            .permitting(
                new InvokePermissions(
                    Set.of(Authorizing.FUNCTION),
                    List.of(
                        new Permission(
                            Authorizing.FUNCTION, API + source.replace("a1", "a1b2c3d4e5")))));
    api.function.returns(Authorizing.policy("Allow", "*"));

    Running.Sent sent = api.run().get("/prod/a", "Auth", "t");

    assertThat(sent.status()).isEqualTo(status);
    if (status == 500) {
      assertThat(sent.body()).isEqualTo("{\"message\":null}");
      assertThat(sent.header("x-amzn-ErrorType")).isEqualTo("AuthorizerConfigurationException");
    }
  }

  private static Running rest(Problems problems, Permission... permissions) {
    return running(problems, new InvokePermissions(Set.of(FUNCTION), List.of(permissions)));
  }

  private static Running running(Problems problems, InvokePermissions permissions) {
    return new Running(
        problems,
        Map.of(),
        Definitions.rest()
            .permitting(permissions)
            .route("GET /pets/{id}", Definitions.function(Payload.REST)));
  }

  private static Permission permission(String function, @Nullable String source) {
    return new Permission(function, source);
  }
}
