package io.sallyport.app.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sallyport.adapters.function.FunctionSettings;
import io.sallyport.app.config.Configuration.Function;
import io.sallyport.app.config.Flags;
import io.sallyport.core.definition.ApiDefinition;
import io.sallyport.core.definition.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of templates: their APIs, their functions, and the values they do not have. */
class TemplatesTest {

  private static final String TWO =
      """
      Parameters:
        Backend: {Type: String}
        Wanted: {Type: String, Default: "no"}
      Conditions:
        Second: !Equals [!Ref Wanted, "yes"]
      Resources:
        Shop:
          Type: AWS::ApiGateway::RestApi
          Properties:
            Name: shop
            Body:
              swagger: "2.0"
              info: {title: shop}
              paths:
                /orders:
                  get: {x-amazon-apigateway-integration: {type: http_proxy, httpMethod: GET, uri: !Ref Backend}}
        Live: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Shop, StageName: live}}
        Front:
          Type: AWS::ApiGatewayV2::Api
          Condition: Second
          Properties: {Name: front, ProtocolType: HTTP, Target: !Ref Backend, RouteKey: $default}
        Table: {Type: AWS::DynamoDB::Table}
      """;

  @TempDir private Path directory;

  @Test
  void everyApiOfATemplateIsReadWithTheParametersThatAreGiven() throws IOException {
    Loading one = load(TWO, Map.of("Backend", "http://localhost:1"));
    Loading two = load(TWO, Map.of("Backend", "http://localhost:1", "Wanted", "yes"));

    assertThat(one.problems().found()).isEmpty();
    assertThat(one.definitions()).extracting(ApiDefinition::stage).containsExactly("live");
    assertThat(two.definitions())
        .extracting(ApiDefinition::stage)
        .containsExactly("live", "$default");
    assertThat(one.notOurs()).containsExactly(Map.entry("AWS::DynamoDB::Table", 1));
  }

  @Test
  void settingsOfOneApiAreGivenByItsLogicalId() throws IOException {
    Files.writeString(
        directory.resolve("sallyport.yaml"),
        """
        parameters: {Backend: "http://localhost:1", Wanted: "yes"}
        apis:
          - {file: template.yaml, resource: Shop, id: shop, hosts: [shop.test]}
          - {file: template.yaml, resource: Front, id: front, hosts: [front.test]}
        """);
    Loading loading = load(TWO, Map.of());

    assertThat(loading.problems().found()).isEmpty();
    assertThat(loading.definitions())
        .extracting(ApiDefinition::id, api -> api.hosts().toString())
        .containsExactlyInAnyOrder(tuple("shop", "[shop.test]"), tuple("front", "[front.test]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Resources: {Table: {Type: 'AWS::DynamoDB::Table'}} | template-without-api",
        "'{Transform: AWS::Serverless-2016-10-31, Resources: {F: {Type:"
            + " \"AWS::Serverless::Function\", Propertys: {}}}}' | sam-invalid",
        "'{Transform: [Mine], Resources: {}}' | macro-not-supported",
        "Resources: {Api: {Type: 'AWS::Serverless::Api'}} | resource-type-not-read",
        "Resources: {A: {Type: 'AWS::ApiGateway::Unheard'}} | resource-type-not-read",
        "'{Parameters: {P: {Type: String}}, Resources: {}}' | unresolved-parameter",
      })
  void refusesATemplateOfWhichSomethingWouldBeLost(String template, String id) throws IOException {
    Loading loading = load(template, Map.of());

    assertThat(loading.problems().found()).extracting(Problem::id).contains(id);
    assertThat(loading.problems().hasErrors()).isTrue();
  }

  @Test
  void refusesAParameterThatNoTemplateHas() throws IOException {
    Loading loading = load(TWO, Map.of("Backend", "http://localhost:1", "Backned", "x"));

    assertThat(loading.problems().found())
        .extracting(Problem::id)
        .containsExactly("unknown-parameter");
  }

  @Test
  void documentsOfApisMayLieInFilesOrStandForThoseInS3() throws IOException {
    Files.writeString(
        directory.resolve("sallyport.yaml"), "files: {'s3://bucket/front.yaml': front.yaml}\n");
    Path shop = Files.writeString(directory.resolve("shop.yaml"), document("swagger: '2.0'"));
    Path front = Files.writeString(directory.resolve("front.yaml"), document("openapi: 3.0.1"));
    Loading loading =
        load(
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Shop: {Type: AWS::Serverless::Api, Properties: {StageName: live, DefinitionUri: shop.yaml}}
              Front:
                Type: AWS::ApiGatewayV2::Api
                Properties: {BodyS3Location: {Bucket: bucket, Key: front.yaml}}
              Lost:
                Type: AWS::ApiGateway::RestApi
                Properties: {BodyS3Location: lost.yaml}
            """,
            Map.of());

    assertThat(loading.problems().found())
        .extracting(Problem::id, problem -> problem.at().line())
        .containsExactly(tuple("external-file", 9));
    assertThat(loading.settings().files()).contains(shop, front);
  }

  @Test
  void refusesAVariableOfAFunctionThatIsNoText() throws IOException {
    Files.writeString(directory.resolve("index.js"), "exports.handler = async () => ({});");
    Loading loading =
        load(
            """
            Resources:
              Api: {Type: AWS::ApiGateway::RestApi, Properties: {Body: {swagger: "2.0", info: {title: a}, paths: {}}}}
              Fn:
                Type: AWS::Lambda::Function
                Properties:
                  Code: .
                  Handler: "a.B::c"
                  Runtime: java21
                  Environment: {Variables: {A: 1, B: [c]}}
            """,
            Map.of());

    assertThat(loading.problems().found())
        .extracting(Problem::id, problem -> problem.at().line())
        .containsExactly(tuple("wrong-type", 9));
  }

  @Test
  void aFunctionOfTheTemplateIsCalledByPermissionOnly() throws IOException {
    Files.writeString(directory.resolve("index.js"), "exports.handler = async () => ({});");
    String template =
        """
        Resources:
          Api:
            Type: AWS::ApiGateway::RestApi
            Properties:
              Body:
                swagger: "2.0"
                info: {title: a}
                paths:
                  /a:
                    get:
                      x-amazon-apigateway-integration:
                        type: aws_proxy
                        httpMethod: POST
                        uri: !Sub "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations"
          Fn: {Type: AWS::Lambda::Function, Properties: {Code: ., Handler: "a.B::c", Runtime: java21}}
          May: {Type: AWS::Lambda::Permission, Properties: {Action: lambda:InvokeFunction, FunctionName: !Ref Fn, Principal: apigateway.amazonaws.com}}
        """;
    Loading with = load(template, Map.of());
    Loading without = load(template.replaceFirst("(?m)^ +May:.*", ""), Map.of());
    with.compileToCheck();
    without.compileToCheck();

    assertThat(with.problems().found()).isEmpty();
    assertThat(without.problems().found())
        .extracting(Problem::id, problem -> problem.at().line())
        .containsExactly(tuple("function-not-permitted", 14));
  }

  @Test
  void whatANestedStackAsksIsHeldAgainstTheTable() throws IOException {
    Files.writeString(
        directory.resolve("inner.yaml"),
        """
        Resources:
          Shop: {Type: AWS::ApiGateway::RestApi, Properties: {Body: {swagger: "2.0", info: {title: a}, paths: {}}}}
          Plan: {Type: AWS::ApiGateway::UsagePlan, Properties: {UsagePlanName: a}}
          Acl: {Type: AWS::WAFv2::WebACLAssociation, Properties: {ResourceArn: a, WebACLArn: b}}
        """);
    Loading loading =
        load(
            "Resources: {In: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL:"
                + " inner.yaml}}}",
            Map.of());

    assertThat(loading.problems().found())
        .extracting(Problem::id)
        .contains("usage-plan-not-enforced", "web-acl-not-enforced");
  }

  @Test
  void apisAndFunctionsOfNestedStacksAreServed() throws IOException {
    Path folder = directory.resolve("inner");
    Files.createDirectories(folder.resolve("orders"));
    Files.writeString(folder.resolve("orders/index.js"), "exports.handler = async () => ({});");
    Path inner =
        Files.writeString(
            folder.resolve("template.yaml"),
            """
            Transform: AWS::Serverless-2016-10-31
            Parameters: {Stage: {Type: String}}
            Resources:
              Shop: {Type: AWS::Serverless::Api, Properties: {StageName: !Ref Stage}}
              Orders:
                Type: AWS::Serverless::Function
                Properties:
                  {CodeUri: orders, Handler: "a.B::c", Runtime: java21, Events: {A: {Type: Api,
                   Properties: {RestApiId: !Ref Shop, Path: /a, Method: get}}}}
            Outputs: {Name: {Value: !Ref Orders}}
            """);
    Loading loading =
        load(
            """
            Resources:
              Inner:
                Type: AWS::CloudFormation::Stack
                Properties: {TemplateURL: inner/template.yaml, Parameters: {Stage: live}}
              May:
                Type: AWS::Lambda::Permission
                Properties:
                  {Action: lambda:InvokeFunction, Principal: "*", FunctionName: !GetAtt Inner.Outputs.Name}
            """,
            Map.of());

    assertThat(loading.problems().found()).isEmpty();
    assertThat(loading.definitions())
        .extracting(ApiDefinition::stage, api -> api.routes().size())
        .containsExactly(tuple("live", 1));
    assertThat(loading.settings().configuration().functions()).containsKey("Inner-Orders");
    assertThat(loading.settings().files()).contains(inner);
  }

  private static String document(String version) {
    return version + "\ninfo: {title: a, version: '1'}\npaths: {}\n";
  }

  @Test
  void filesThatATemplateNamesAreReadAndWatched() throws IOException {
    Path part = Files.writeString(directory.resolve("part.yaml"), "{title: from a file}");
    Loading loading =
        load(
            """
            Resources:
              Shop:
                Type: AWS::ApiGateway::RestApi
                Properties:
                  Body:
                    swagger: "2.0"
                    info: {"Fn::Transform": {Name: AWS::Include, Parameters: {Location: part.yaml}}}
                    paths: {}
              Bad:
                Type: AWS::ApiGateway::RestApi
                Properties:
                  Body: {"Fn::Transform": {Name: AWS::Include, Parameters: {Location: "s3://b/k"}}}
            """,
            Map.of());

    assertThat(loading.settings().files()).contains(part);
    assertThat(loading.problems().found())
        .filteredOn(problem -> problem.id().equals("external-file"))
        .extracting(problem -> problem.at().line())
        .containsExactly(12);
  }

  @Test
  void functionsRunAsProcessesUnlessTheConfigurationSaysOtherwise() throws IOException {
    Path code = Files.createDirectories(directory.resolve("code"));
    Files.writeString(code.resolve("bootstrap"), "#!/bin/sh\n").toFile().setExecutable(true);
    Files.writeString(
        directory.resolve("sallyport.yaml"),
        "functions: {Elsewhere: {endpoint: 'http://localhost:1'}}\n");
    String function =
        "  %s: {Type: AWS::Lambda::Function, Properties: {FunctionName: %s, Runtime: %s, Code:"
            + " %s, Timeout: 7, Environment: {Variables: {A: b}}}}\n";
    Loading loading =
        load(
            TWO
                + function.formatted("Here", "here", "provided.al2023", "code/")
                + function.formatted("Elsewhere", "other", "provided", "{S3Bucket: b, S3Key: k}")
                + function.formatted("Gone", "gone", "provided", "{S3Bucket: b, S3Key: k}"),
            Map.of("Backend", "http://localhost:1"));
    Map<String, Function> functions = loading.settings().configuration().functions();

    assertThat(functions).containsOnlyKeys("here", "Elsewhere", "other");
    assertThat(functions.get("here"))
        .extracting(Function::settings)
        .isInstanceOfSatisfying(
            FunctionSettings.Local.class,
            local -> {
              assertThat(local.settings().code()).isEqualTo(code);
              assertThat(local.settings().timeout()).hasSeconds(7);
              assertThat(local.settings().env()).isEqualTo(Map.of("A", "b"));
            });
    assertThat(functions.get("other"))
        .extracting(Function::settings)
        .isInstanceOf(FunctionSettings.Endpoint.class);
    assertThat(loading.problems().found())
        .extracting(Problem::id)
        .containsExactly("function-not-served");
  }

  @Test
  void aFolderOfTheCdkIsAllItsStacks() throws IOException {
    Path out = Files.createDirectories(directory.resolve("template.yaml"));
    Files.writeString(
        out.resolve("manifest.json"),
        """
        {"artifacts": {"One": {"type": "aws:cloudformation:stack", "properties": {"templateFile": "One.template.json"}},
          "Two": {"type": "aws:cloudformation:stack", "properties": {"templateFile": "Two.template.json"}}}}
        """);
    Files.writeString(out.resolve("One.template.json"), "{\"Resources\": {}}");
    Files.writeString(
        out.resolve("Two.template.json"),
        """
        {"Resources": {"Front": {"Type": "AWS::ApiGatewayV2::Api",
          "Properties": {"Name": "front", "ProtocolType": "HTTP", "Target": "http://localhost:1"}}}}
        """);
    Loading loading = load(Map.of());

    assertThat(loading.problems().found()).isEmpty();
    assertThat(loading.definitions()).extracting(ApiDefinition::name).containsExactly("front");
    assertThat(loading.settings().files()).contains(out.resolve("Two.template.json"));
  }

  @Test
  void refusesAFolderOfTheCdkWithAStackThatCannotBeRead() throws IOException {
    Path out = Files.createDirectories(directory.resolve("template.yaml"));
    Files.writeString(
        out.resolve("manifest.json"),
        """
        {"artifacts": {"One": {"type": "aws:cloudformation:stack", "properties": {"templateFile": "One.template.json"}}}}
        """);
    Files.writeString(out.resolve("One.template.json"), "{\"Resources\": {");
    Loading loading = load(Map.of());

    assertThat(loading.problems().hasErrors()).isTrue();
    assertThat(loading.problems().found().getFirst().at().file())
        .isEqualTo(out.resolve("One.template.json").toString());
  }

  private Loading load(String template, Map<String, String> parameters) throws IOException {
    Files.writeString(directory.resolve("template.yaml"), template);
    return load(parameters);
  }

  private Loading load(Map<String, String> parameters) {
    Flags flags =
        Flags.of(
            List.of(directory.resolve("template.yaml")),
            null,
            null,
            null,
            null,
            Set.of(),
            parameters);
    return Loading.begin(flags).read(Previous.NOTHING);
  }
}
