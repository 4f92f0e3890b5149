package io.sallyport.core.definition.openapi;

import static io.sallyport.core.definition.openapi.Documents.integration;
import static io.sallyport.core.definition.openapi.Documents.read;
import static io.sallyport.core.definition.openapi.Documents.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.ApiSettings.BasePathMode;
import io.sallyport.core.definition.ApiSettings.OpenApi31;
import io.sallyport.core.definition.IntegrationDefinition;
import io.sallyport.core.definition.IntegrationDefinition.Lambda;
import io.sallyport.core.definition.IntegrationDefinition.LambdaProxy;
import io.sallyport.core.definition.IntegrationDefinition.Missing;
import io.sallyport.core.definition.IntegrationDefinition.Payload;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.pipeline.ApiType;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** API Gateway guide: "x-amazon-apigateway-integration object"; PutIntegration's errors. */
class FunctionReaderTest {

  private static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:pets:live";
  private static final String URI =
      "uri: 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
          + ARN
          + "/invocations'";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "uri: ''",
        "uri: 'https://lambda.us-east-1.amazonaws.com/'",
        "uri: pets",
        "uri: 'arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${f}/invocations'",
        "uri: 'arn:aws:apigateway:us-east-1:lambda:action/Invoke'",
        "uri: '" + ARN + "'"
      })
  void refusesWhatIsNoFunctionOfARestApi(String uri) {
    for (String type : new String[] {"aws", "aws_proxy"}) {
      assertThat(read(integration("type: " + type, "httpMethod: POST", uri)).ids())
          .containsExactly("invalid-uri");
    }
  }

  @Test
  void refusesAFunctionWithoutAnAddressOrMethod() {
    assertThat(read(integration("type: aws_proxy", "httpMethod: POST")).ids())
        .containsExactly("invalid-uri");
    assertThat(read(integration("type: aws_proxy", URI)).ids())
        .containsExactly("missing-http-method");
  }

  @Test
  void refusesOtherServicesByName() {
    assertThat(
            read(integration(
                    "type: aws_proxy",
                    "httpMethod: POST",
                    "uri: 'arn:aws:apigateway:us-east-1:firehose:action/PutRecord'"))
                .refusal()
                .message())
        .startsWith("integrations of the type `aws_proxy` with the service `firehose` are not run");
    Problem subtype =
        read(
                settings(ApiType.HTTP),
                integration("type: aws_proxy", "integrationSubtype: SQS-SendMessage"))
            .refusal();
    assertThat(subtype.id()).isEqualTo("integration-type-not-supported");
    assertThat(subtype.message()).contains("`SQS-SendMessage`");
  }

  @Test
  void refusesToStreamAndSaysSo() {
    String text =
        integration(
            "type: aws_proxy",
            "httpMethod: POST",
            "uri: 'arn:aws:apigateway:us-east-1:lambda:path/2021-11-15/functions/"
                + ARN
                + "/response-streaming-invocations'");

    assertThat(read(text).refusal().id()).isEqualTo("response-streaming-not-supported");
    assertThat(read(settings(null), text, "response-streaming-not-supported").loaded().routes())
        .singleElement()
        .satisfies(route -> assertThat(route.integration()).isInstanceOf(Missing.class));
  }

  @Test
  void refusesARoleUnlessThereIsNone() {
    String[] lines = {"type: aws_proxy", "httpMethod: POST", URI, "credentials: null"};
    assertThat(read(integration(lines)).loaded().routes()).hasSize(1);

    lines[3] = "credentials: 'arn:aws:iam::123456789012:role/apigateway'";
    assertThat(read(integration(lines)).ids()).containsExactly("credentials-not-supported");
  }

  @Test
  void refusesAVersionNobodyKnows() {
    Problem problem =
        read(
                settings(ApiType.HTTP),
                integration("type: aws_proxy", URI, "payloadFormatVersion: '3.0'"))
            .refusal();

    assertThat(problem.id()).isEqualTo("wrong-value");
  }

  @Test
  void readsAProxyOfARestApi() {
    assertThat(
            only(
                integration("type: aws_proxy", "httpMethod: POST", URI, "timeoutInMillis: 5000"),
                ApiType.REST))
        .isInstanceOfSatisfying(
            LambdaProxy.class,
            proxy -> {
              assertThat(proxy.function().value()).contains(ARN);
              assertThat(proxy.payload()).isEqualTo(Payload.REST);
              assertThat(proxy.method()).isEqualTo("POST");
              assertThat(proxy.timeout()).isEqualTo(Duration.ofSeconds(5));
              assertThat(proxy.binaryMediaTypes()).isEmpty();
            });
  }

  @ParameterizedTest
  @CsvSource({"2.0, VERSION_2_0", "1.0, VERSION_1_0", ", VERSION_1_0"})
  void readsAProxyOfAnHttpApi(@Nullable String version, Payload payload) {
    String[] lines =
        version == null
            ? new String[] {"type: AWS_PROXY", "uri: '" + ARN + "'"}
            : new String[] {
              "type: AWS_PROXY", "uri: '" + ARN + "'", "payloadFormatVersion: " + version
            };

    assertThat(only(integration(lines), ApiType.HTTP))
        .isInstanceOfSatisfying(
            LambdaProxy.class,
            proxy -> {
              assertThat(proxy.payload()).isEqualTo(payload);
              assertThat(proxy.method()).isEqualTo("POST");
              assertThat(proxy.timeout()).isEqualTo(Duration.ofSeconds(30));
            });
  }

  @Test
  void readsAFunctionWithMappings() {
    assertThat(
            only(
                integration(
                    "type: aws",
                    "httpMethod: POST",
                    URI,
                    "requestParameters:",
                    "  integration.request.header.X-Amz-Invocation-Type: \"'Event'\"",
                    "requestTemplates: {application/json: '{}'}",
                    "responses: {default: {statusCode: '202'}, '.*no.*': {statusCode: '404'}}"),
                ApiType.REST))
        .isInstanceOfSatisfying(
            Lambda.class,
            lambda -> {
              assertThat(lambda.parameters()).hasSize(1);
              assertThat(lambda.templates()).containsOnlyKeys("application/json");
              assertThat(lambda.responses()).hasSize(2);
            });
  }

  @Test
  void stageVariableThatIsNotSetIsTheCompilersToReport() {
    String text =
        integration(
            "type: aws_proxy",
            "httpMethod: POST",
            "uri: 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
                + "arn:aws:lambda:us-east-1:123456789012:function:${stageVariables.f}/invocations'");

    assertThat(only(text, ApiType.REST)).isInstanceOf(LambdaProxy.class);
    var bad =
        Documents.with(
            ApiType.REST, BasePathMode.IGNORE, OpenApi31.REFUSED, Map.of("f", "a b"), null);
    assertThat(read(bad, text).ids()).contains("invalid-uri");
  }

  @Test
  void binaryMediaTypesGoWithProxies() {
    String types = "x-amazon-apigateway-binary-media-types: ['image/*', application/pdf]\n";
    String proxy = integration("type: aws_proxy", "httpMethod: POST", URI);

    assertThat(only(proxy + types, ApiType.REST))
        .isInstanceOfSatisfying(
            LambdaProxy.class,
            read ->
                assertThat(read.binaryMediaTypes()).containsExactly("image/*", "application/pdf"));
    Problem refused = read(integration("type: aws", "httpMethod: POST", URI) + types).refusal();
    assertThat(refused.id()).isEqualTo("binary-media-types-not-supported");
    assertThat(refused.message()).startsWith("`GET /pets` may have to convert a body");
    assertThat(read(proxy + "x-amazon-apigateway-binary-media-types: [image]\n").ids())
        .containsExactly("wrong-value");
  }

  private static IntegrationDefinition only(String text, ApiType type) {
    return read(settings(type), text).loaded().routes().getFirst().integration();
  }
}
