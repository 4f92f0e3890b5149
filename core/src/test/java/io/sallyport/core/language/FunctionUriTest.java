package io.sallyport.core.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionUriTest {

  private static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:pets";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "pets",
        "https://example.com",
        "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/pets/invocations",
        "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${function}/invocations",
        "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions//invocations",
        "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/" + ARN,
        "arn:aws:apigateway:us-east-1:lambda:path/2014-11-13/functions/" + ARN + "/invoke-async/",
        "arn:aws:apigateway:us-east-1:lambda:action/Invoke",
        "arn:aws:apigateway:us-east-1:s3:path/2015-03-31/functions/" + ARN + "/invocations",
        ARN + "/invocations",
        ARN + ":live:2",
        "arn:evil:lambda:us-east-1:123456789012:function:pets",
        "arn:aws:lambda:us-east-1:123456789012:layer:pets"
      })
  void refusesWhatIsNoFunction(String uri) {
    assertThat(FunctionUri.parse(uri, Map.of())).isEqualTo(new FunctionUri.Malformed(uri));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ARN,
        ARN + ":live",
        ARN + ":7",
        ARN + ":$LATEST",
        "arn:aws-cn:lambda:cn-north-1:123456789012:function:pets",
        "arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:a_b-1"
      })
  void readsAFunctionInBothForms(String arn) {
    String partition = arn.substring(0, arn.indexOf(":lambda"));
    String path = partition + ":apigateway:us-east-1:lambda:path/2015-03-31/functions/";

    assertThat(FunctionUri.parse(arn, Map.of()))
        .isEqualTo(new FunctionUri.Function(arn, FunctionUri.Form.PLAIN));
    assertThat(FunctionUri.parse(path + arn + "/invocations", Map.of()))
        .isEqualTo(new FunctionUri.Function(arn, FunctionUri.Form.INVOCATION));
  }

  @Test
  void fillsInStageVariables() {
    String uri =
        "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
            + "arn:aws:lambda:us-east-1:123456789012:function:${stageVariables.name}:"
            + "${stageVariables.alias}/invocations";

    assertThat(FunctionUri.parse(uri, Map.of("name", "pets", "alias", "live")))
        .isEqualTo(new FunctionUri.Function(ARN + ":live", FunctionUri.Form.INVOCATION));
    assertThat(FunctionUri.parse(uri, Map.of("name", "pets")))
        .isEqualTo(new FunctionUri.Unset(Set.of("alias")));
  }

  @Test
  void tellsACallThatStreams() {
    assertThat(
            FunctionUri.parse(
                "arn:aws:apigateway:us-east-1:lambda:path/2021-11-15/functions/"
                    + ARN
                    + "/response-streaming-invocations",
                Map.of()))
        .isEqualTo(new FunctionUri.Streaming(ARN));
  }

  @Test
  void tellsLambdaFromOtherServices() {
    assertThat(FunctionUri.isLambda("arn:aws:apigateway:us-east-1:lambda:path/x")).isTrue();
    assertThat(FunctionUri.isLambda(ARN)).isTrue();
    assertThat(FunctionUri.isLambda("arn:aws:apigateway:us-east-1:sqs:path/x")).isFalse();
    assertThat(FunctionUri.isLambda("https://lambda.example.com")).isFalse();
  }
}
