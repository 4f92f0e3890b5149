package io.sallyport.core.definition.sam;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.cloudformation.Deployment;
import io.sallyport.core.definition.source.Node.Mapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamTransformTest {

  private static final String TEMPLATE =
      """
      Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]
      Globals: {Function: {Timeout: 7}}
      Parameters: {Name: {Type: String, Default: orders}}
      Mappings: {Places: {here: {name: a}}}
      Conditions: {Live: !Equals [a, a]}
      Resources:
        Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Name}}
        Shop: {Type: AWS::Serverless::HttpApi, Properties: {StageName: live}}
        Orders:
          Type: AWS::Serverless::Function
          Properties:
            CodeUri: ./orders
            Events: {List: {Type: HttpApi, Properties: {ApiId: !Ref Shop, Path: /a, Method: get}}}
        Guard:
          Type: AWS::WAFv2::WebACLAssociation
          Properties: {ResourceArn: !Sub "arn:${Shop}/${Shop.Stage}", Stage: !Ref Shop.Stage}
      Outputs:
        Stage: {Value: !Ref Shop.Stage}
      """;

  @Test
  void keepsWhatIsNotSamsAndLeavesNothingOfSam() {
    Transformed transformed = Transformed.of(TEMPLATE);

    assertThat(transformed.problems()).isEmpty();
    assertThat(transformed.at("Globals")).isEqualTo("nothing");
    assertThat(transformed.at("Transform")).isEqualTo("['AWS::LanguageExtensions']");
    assertThat(transformed.at("Parameters", "Name", "Default")).isEqualTo("'orders'");
    assertThat(transformed.at("Mappings", "Places", "here", "name")).isEqualTo("'a'");
    assertThat(transformed.at("Conditions", "Live")).contains("Fn::Equals");
    assertThat(transformed.at("Resources", "Queue", "Properties"))
        .isEqualTo("{'QueueName': {'Ref': 'Name'}}");
    assertThat(transformed.at("Resources")).doesNotContain("AWS::Serverless");
  }

  @Test
  void namesOfGeneratedResourcesBecomeTheirLogicalIds() {
    Transformed transformed = Transformed.of(TEMPLATE);

    assertThat(transformed.at("Resources", "Guard", "Properties"))
        .contains("arn:${Shop}/${ShopliveStage}", "{'Ref': 'ShopliveStage'}");
    assertThat(transformed.at("Outputs", "Stage", "Value")).isEqualTo("{'Ref': 'ShopliveStage'}");
  }

  @Test
  void writesEventsIntoTheirApi() {
    assertThat(
            Transformed.of(TEMPLATE)
                .at("Resources", "Shop", "Properties", "Body", "paths", "/a", "get"))
        .contains("functions/${Orders.Arn}/invocations");
  }

  @Test
  void anApiWithoutItsRestIsStillWhole() {
    Transformed transformed = Transformed.of("Resources: {Shop: {Type: AWS::Serverless::HttpApi}}");

    assertThat(transformed.problems()).isEmpty();
    assertThat(transformed.at("Resources", "Shop", "Type")).isEqualTo("'AWS::ApiGatewayV2::Api'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Transform: AWS::Serverless-2016-10-31 | 'Resources' section is required",
        "Resources: {A: {Type: AWS::Serverless::Thing}} | Type 'AWS::Serverless::Thing' is not",
        "Resources: {A: {Type: AWS::Serverless::HttpApi, Properties: [a]}} | should be a map.",
        "Resources: {A: {Type: AWS::Serverless::Function, Properties: {CodeUri: .}}, ARole: {Type:"
            + " AWS::IAM::Role}} | Transforming resource with id [A] attempts to create a new"
            + " resource with id [ARole] and type \"AWS::IAM::Role\". A resource with that id"
            + " already exists",
      })
  void refusesWhatItCannotWrite(String template, String message) {
    assertThat(Transformed.of(template).messages()).singleElement().asString().contains(message);
  }

  @Test
  void theDefaultAuthorizerIsRequiredOfTheRoutesOfAnIncludedDocument() {
    Problems problems = new Problems(Set.of());
    Mapping root =
        Transformed.read(
            """
            Resources:
              Shop:
                Type: AWS::Serverless::Api
                Properties:
                  StageName: live
                  Auth: {DefaultAuthorizer: AWS_IAM}
                  DefinitionBody:
                    "Fn::Transform": {Name: AWS::Include, Parameters: {Location: api.yaml}}
            """,
            problems);
    Mapping document = Transformed.read("{swagger: '2.0', paths: {/a: {get: {x: 1}}}}", problems);

    Mapping plain =
        SamTransform.apply(
            root,
            new Deployment("shop", "eu-west-1", "123456789012", Map.of(), Map.of(), Map.of()),
            (name, _, _) -> name.equals("api.yaml") ? Optional.of(document) : Optional.empty(),
            problems);

    assertThat(problems.found()).isEmpty();
    assertThat(new Transformed(plain, List.of()).at("Resources", "Shop", "Properties", "Body"))
        .contains("'/a': {'get': {'x': 1, 'security': [{'AWS_IAM': []}]}}");
  }
}
