package io.sallyport.core.definition.openapi;

import static io.sallyport.core.definition.openapi.Documents.PROXY;
import static io.sallyport.core.definition.openapi.Documents.integration;
import static io.sallyport.core.definition.openapi.Documents.operation;
import static io.sallyport.core.definition.openapi.Documents.read;
import static io.sallyport.core.definition.openapi.Documents.root;
import static io.sallyport.core.definition.openapi.Documents.settings;
import static io.sallyport.core.definition.openapi.Documents.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.ApiSettings.BasePathMode;
import io.sallyport.core.definition.ApiSettings.OpenApi31;
import io.sallyport.core.definition.IntegrationDefinition;
import io.sallyport.core.definition.IntegrationDefinition.Http;
import io.sallyport.core.definition.IntegrationDefinition.HttpProxy;
import io.sallyport.core.definition.IntegrationDefinition.Missing;
import io.sallyport.core.definition.IntegrationDefinition.Mock;
import io.sallyport.core.definition.IntegrationDefinition.PassthroughBehavior;
import io.sallyport.core.definition.IntegrationDefinition.ResponseDefinition;
import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problem;
import io.sallyport.core.message.GatewayResponseType;
import io.sallyport.core.pipeline.ApiType;
import io.sallyport.core.pipeline.Endpoint.Verification;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntegrationReaderTest {

  @Test
  void refusesAMethodWithoutIntegration() {
    Problem problem = read(operation("summary: x")).refusal();

    assertThat(problem.id()).isEqualTo("no-integration");
    assertThat(problem.message()).isEqualTo("No integration defined for method");
  }

  @ParameterizedTest
  @CsvSource({"aws, REST", "AWS_PROXY, REST", "aws, HTTP", "http, HTTP", "mock, HTTP"})
  void refusesTypesThatAreNotRunAndServesTheRouteWithoutThemWhenAllowed(String type, ApiType api) {
    String text =
        integration(
            "type: " + type,
            "uri: 'arn:aws:apigateway:us-east-1:sqs:path/123456789012/queue'",
            "credentials: x");

    assertThat(read(settings(api), text).refusal().id())
        .isEqualTo("integration-type-not-supported");
    assertThat(
            read(settings(api), text, "integration-type-not-supported")
                .loaded()
                .routes()
                .getFirst()
                .integration())
        .isInstanceOf(Missing.class);
  }

  @Test
  void refusesUnknownTypesWithASuggestion() {
    Problem problem = read(integration("type: http-proxy")).refusal();

    assertThat(problem.id()).isEqualTo("wrong-value");
    assertThat(problem.suggestion()).isEqualTo("http_proxy");
    assertThat(read(integration("uri: 'http://h/'")).refusal().id()).isEqualTo("missing-property");
  }

  @Test
  void refusesAnHttpIntegrationWithoutMethodOrUri() {
    assertThat(read(integration("type: http_proxy", "uri: 'http://h/'")).refusal().message())
        .startsWith("Enumeration value for HttpMethod must be non-empty");
    assertThat(read(integration("type: http", "httpMethod: GET")).refusal().id())
        .isEqualTo("invalid-uri");
    assertThat(
            read(integration("type: http", "httpMethod: TRACE", "uri: 'http://h/'")).refusal().id())
        .isEqualTo("wrong-value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nowhere",
        "/path",
        "ftp://h/",
        "http://",
        "http:///path",
        "http://user:secret@h/",
        "http://h:0/",
        "http://h:70000/",
        "http://h/a b",
        "http://h/%zz",
        "http://h/#fragment",
        "http://{host}/",
        "http://h/{a",
        "arn:aws:lambda:x"
      })
  void refusesUrisThatAreNoEndpoints(String uri) {
    Problem problem =
        read(integration("type: http_proxy", "httpMethod: GET", "uri: '" + uri + "'")).refusal();

    assertThat(problem.id()).isEqualTo("invalid-uri");
    assertThat(problem.message()).startsWith("Invalid HTTP endpoint specified for URI: ");
  }

  @Test
  void leavesUrisWithUnsetStageVariablesToTheCompiler() {
    String uri = "uri: 'http://${stageVariables.unset}/'";

    assertThat(read(integration("type: http_proxy", "httpMethod: GET", uri)).ids()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://h",
        "HTTPS://h.example:8443/a/{b}/{c+}?d={e}&f=%20",
        "http://my_service:3000/{proxy}",
        "http://[::1]:80/",
        "http://127.0.0.1?x=y",
        "${stageVariables.url}/x",
        "http://${stageVariables.host}/"
      })
  void readsUrisThatAreEndpoints(String uri) {
    Map<String, String> variables = Map.of("url", "https://h", "host", "h:81");
    String text = integration("type: http_proxy", "httpMethod: GET", "uri: '" + uri + "'");

    IntegrationDefinition integration =
        read(with(null, BasePathMode.IGNORE, OpenApi31.REFUSED, variables, null), text)
            .loaded()
            .routes()
            .getFirst()
            .integration();

    assertThat(integration)
        .isInstanceOfSatisfying(
            HttpProxy.class, proxy -> assertThat(proxy.uri().value()).isEqualTo(uri));
  }

  @ParameterizedTest
  @CsvSource({"REST, 49", "REST, 29001", "HTTP, 49", "HTTP, 30001", "REST, soon"})
  void refusesTimeoutsOutOfRange(ApiType type, String millis) {
    String text =
        integration(
            "type: http_proxy",
            "httpMethod: GET",
            "uri: 'http://h/'",
            "timeoutInMillis: " + millis);

    assertThat(read(settings(type), text).refusal().id()).isIn("wrong-value", "wrong-type");
  }

  @Test
  void refusesMappingTargetsThatAreNone() {
    assertThat(
            read(integration("type: mock", "requestParameters: {integration.request.cookie.a: x}"))
                .refusal()
                .id())
        .isEqualTo("invalid-mapping-target");
    assertThat(
            read(integration(
                    "type: mock",
                    "responses: {default: {statusCode: 200, responseParameters: {"
                        + "'method.response.header.a b': x}}}"))
                .refusal()
                .id())
        .isEqualTo("invalid-mapping-target");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "( : {statusCode: 200} | invalid-selection-pattern",
        "default: {} | missing-property",
        "default: {statusCode: 600} | wrong-value",
        "default: {statusCode: 20} | wrong-value",
        "default: {statusCode: ok} | wrong-value",
        "default: {statusCode: 200, statuscode: 1} | unknown-property",
        "default: {statusCode: 200, responseTemplates: {application/json: {}}} | wrong-type",
        "default: text | wrong-type"
      })
  void refusesIntegrationResponsesThatWillNotDo(String response, String id) {
    assertThat(read(integration("type: mock", "responses: {" + response + "}")).refusal().id())
        .isEqualTo(id);
  }

  @Test
  void refusesPatternsTooDeepToCompile() {
    String pattern = "(".repeat(20_000) + ")".repeat(20_000);

    assertThat(
            read(integration(
                    "type: mock", "responses:", "  ? '" + pattern + "'", "  : {statusCode: 200}"))
                .refusal()
                .id())
        .isEqualTo("invalid-selection-pattern");
  }

  @Test
  void refusesATlsConfigThatTheTypeDoesNotHave() {
    String text =
        integration(
            "type: http_proxy",
            "httpMethod: GET",
            "uri: 'https://h/'",
            "tlsConfig: {insecureSkipVerification: true}");

    assertThat(read(settings(ApiType.HTTP), text).refusal().id()).isEqualTo("unknown-property");
    assertThat(read(text.replace("true", "yes")).refusal().id()).isEqualTo("wrong-type");
  }

  @Test
  void refusesSiblingsOfAReferencedIntegration() {
    String text =
        operation(
                "x-amazon-apigateway-integration:"
                    + " {$ref: '#/components/x-amazon-apigateway-integrations/i', type: mock}")
            + "components: {x-amazon-apigateway-integrations: {i: {type: mock}}}\n";

    assertThat(read(text).refusal().id()).isEqualTo("reference-with-siblings");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DEFAULT_4xx: {} | unknown-gateway-response-type",
        "THROTTLED: {statusCode: 42} | wrong-value",
        "THROTTLED: {statusCodes: 429} | unknown-property",
        "THROTTLED: {responseParameters: {method.response.header.a: x}} | invalid-mapping-target",
        "THROTTLED: [] | wrong-type"
      })
  void refusesGatewayResponsesThatWillNotDo(String response, String id) {
    Problem problem =
        read(root("x-amazon-apigateway-gateway-responses: {" + response + "}")).refusal();

    assertThat(problem.id()).isEqualTo(id);
  }

  @Test
  void namesTheGatewayResponseTypesInAwsWords() {
    Problem problem = read(root("x-amazon-apigateway-gateway-responses: {THROTLED: {}}")).refusal();

    assertThat(problem.message())
        .startsWith("Value `THROTLED` at `responseType` failed to satisfy constraint")
        .contains("WAF_FILTERED");
    assertThat(problem.suggestion()).isEqualTo("THROTTLED");
  }

  @Test
  void readsGatewayResponses() {
    var responses =
        read(root(
                "x-amazon-apigateway-gateway-responses:",
                "  THROTTLED: {statusCode: '430', responseParameters: {gatewayresponse.header.a:"
                    + " \"'b'\"}}",
                "  DEFAULT_5XX: {responseTemplates: {application/json: '{}'}}"))
            .loaded()
            .gatewayResponses();

    assertThat(responses)
        .containsOnlyKeys(GatewayResponseType.THROTTLED, GatewayResponseType.DEFAULT_5XX);
    assertThat(responses.get(GatewayResponseType.THROTTLED))
        .satisfies(response -> {
          assertThat(response.status()).isEqualTo(430);
          assertThat(response.parameters().getFirst().source()).isEqualTo("'b'");
        });
  }

  @Test
  void readsAnHttpIntegrationWhole() {
    String text =
        integration(
            "type: HTTP",
            "httpMethod: post",
            "uri: 'https://h/{id}'",
            "passthroughBehavior: WHEN_NO_TEMPLATES",
            "timeoutInMillis: 1500",
            "tlsConfig: {insecureSkipVerification: true}",
            "requestParameters: {integration.request.path.id: method.request.path.id}",
            "requestTemplates: {application/json: '{}'}",
            "responses:",
            "  default: {statusCode: '200'}",
            "  '4\\d{2}':",
            "    statusCode: 400",
            "    responseParameters: {method.response.header.x: integration.response.header.y}",
            "    responseTemplates: {text/plain: no}");

    Http http = (Http) read(text).loaded().routes().getFirst().integration();

    assertThat(http.method()).isEqualTo("POST");
    assertThat(http.timeout()).isEqualTo(Duration.ofMillis(1500));
    assertThat(http.verification()).isEqualTo(Verification.ANY_ISSUER);
    assertThat(http.passthrough()).isEqualTo(PassthroughBehavior.WHEN_NO_TEMPLATES);
    assertThat(http.parameters().getFirst().at())
        .isEqualTo(
            new Location(
                "api.yaml",
                13,
                35,
                "/paths/~1pets/get/x-amazon-apigateway-integration/requestParameters"
                    + "/integration.request.path.id"));
    assertThat(http.responses())
        .extracting(ResponseDefinition::pattern)
        .containsExactly("", "4\\d{2}");
    assertThat(http.responses().get(1).templates().get("text/plain"))
        .satisfies(template -> assertThat(template.value()).isEqualTo("no"));
  }

  @Test
  void givesAwsDefaults() {
    HttpProxy rest = (HttpProxy) read(operation(PROXY)).loaded().routes().getFirst().integration();
    HttpProxy http =
        (HttpProxy)
            read(settings(ApiType.HTTP), operation(PROXY))
                .loaded()
                .routes()
                .getFirst()
                .integration();
    Mock mock = (Mock) read(integration("type: mock")).loaded().routes().getFirst().integration();

    assertThat(rest.timeout()).isEqualTo(Duration.ofSeconds(29));
    assertThat(rest.verification()).isEqualTo(Verification.FULL);
    assertThat(http.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(mock.passthrough()).isEqualTo(PassthroughBehavior.WHEN_NO_MATCH);
  }
}
