package io.sallyport.core.definition.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.cloudformation.Deployment.ApiChoice;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.token.UserPool;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Resources are called and have attributes as CloudFormation's guide says. */
class ResourceNamesTest {

  private static final Location HERE = Location.of("template.yaml");
  private static final Deployment DEPLOYMENT =
      new Deployment(
          "shop",
          "eu-west-1",
          "123456789012",
          Map.of(),
          Map.of(),
          Map.of("Mine", new ApiChoice("abcdefghij", null)));

  private final ResourceNames names = new ResourceNames(DEPLOYMENT);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS::Lambda::Function",
        "AWS::ApiGateway::RestApi",
        "AWS::ApiGateway::Authorizer",
        "AWS::ApiGatewayV2::Api",
        "AWS::Cognito::UserPool",
        "AWS::IAM::Role"
      })
  void hasNoAttributeThatTheTypeDoesNotHave(String type) {
    assertThat(of(type, "", "", "Aarn")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Custom::Thing, Anything",
    "AWS::Some::NewType, Endpoint.Address",
    "AWS::CloudFormation::Stack, Outputs.Table",
    "AWS::DynamoDB::Table, StreamArn"
  })
  void givesEveryAttributeOfOtherServices(String type, String attribute) {
    assertThat(of(type, "", "", attribute)).contains("Own." + attribute);
  }

  @ParameterizedTest
  @CsvSource({
    "AWS::Lambda::Function, FunctionName, '', given",
    "AWS::Lambda::Function, FunctionName, Arn,"
        + " arn:aws:lambda:eu-west-1:123456789012:function:given",
    "AWS::Lambda::Function, '', '', Own",
    "AWS::Lambda::Function, '', Arn, arn:aws:lambda:eu-west-1:123456789012:function:Own",
    "AWS::Lambda::Version, FunctionName, '',"
        + " arn:aws:lambda:eu-west-1:123456789012:function:given:1",
    "AWS::Lambda::LayerVersion, LayerName, '',"
        + " arn:aws:lambda:eu-west-1:123456789012:layer:given:1",
    "AWS::IAM::Role, RoleName, Arn, arn:aws:iam::123456789012:role/given",
    "AWS::ApiGateway::Stage, StageName, '', given",
    "AWS::ApiGatewayV2::DomainName, DomainName, '', given",
    "AWS::SNS::Topic, TopicName, '', arn:aws:sns:eu-west-1:123456789012:given",
    "AWS::SQS::Queue, QueueName, '', https://sqs.eu-west-1.amazonaws.com/123456789012/given",
    "AWS::SQS::Queue, QueueName, Arn, arn:aws:sqs:eu-west-1:123456789012:given",
    "AWS::S3::Bucket, '', Arn, arn:aws:s3:::own",
    "AWS::Cognito::UserPool, UserPoolName, '', eu-west-1_Own",
    "AWS::Cognito::UserPool, '', Arn,"
        + " arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_Own",
    "AWS::Cognito::UserPool, '', ProviderURL,"
        + " https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Own",
    "AWS::Cognito::UserPoolClient, ClientName, '', Own",
    "AWS::StepFunctions::StateMachine, StateMachineName, Arn,"
        + " arn:aws:states:eu-west-1:123456789012:stateMachine:given",
  })
  void callsResourcesAsTheGuideSays(String type, String property, String attribute, String value) {
    assertThat(of(type, property, "given", attribute)).contains(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "given",
        "arn:aws:lambda:eu-west-1:123456789012:function:given",
        "arn:aws:lambda:eu-west-1:123456789012:function:given:3"
      })
  void qualifiesTheFunctionThatAnAliasIsOf(String function) {
    Mapping properties =
        new MappingBuilder(HERE)
            .put("FunctionName", function, HERE)
            .put("Name", "live", HERE)
            .build();

    assertThat(
            names.of(new Resource("Own", "AWS::Lambda::Alias", properties, properties, HERE), ""))
        .contains("arn:aws:lambda:eu-west-1:123456789012:function:given:live");
  }

  @Test
  void userPoolsHaveArnsThatTokensAreVerifiedBy() {
    for (String id : new String[] {"Pool", "P".repeat(255)}) {
      assertThat(of("AWS::Cognito::UserPool", id, "", "", "Arn").flatMap(UserPool::of))
          .as(id)
          .isPresent();
    }
  }

  @Test
  void apisHaveTheIdThatTheOperatorChoseElseOneThatStaysTheSame() {
    assertThat(of("AWS::ApiGatewayV2::Api", "Mine", "", "", "")).contains("abcdefghij");
    assertThat(of("AWS::ApiGatewayV2::Api", "Mine", "", "", "ApiEndpoint"))
        .contains("https://abcdefghij.execute-api.eu-west-1.amazonaws.com");
    assertThat(of("AWS::ApiGateway::RestApi", "", "", ""))
        .isEqualTo(of("AWS::ApiGateway::RestApi", "", "", "RestApiId"))
        .hasValueSatisfying(id -> assertThat(id).matches("[a-z0-9]{10}"))
        .isNotEqualTo(of("AWS::ApiGateway::RestApi", "", "", "RootResourceId"));
  }

  private Optional<String> of(String type, String property, String given, String attribute) {
    return of(type, "Own", property, given, attribute);
  }

  private Optional<String> of(
      String type, String id, String property, String given, String attribute) {
    MappingBuilder properties = new MappingBuilder(HERE);
    if (!property.isEmpty()) {
      properties.put(property, given, HERE);
    }
    Mapping built = properties.build();
    return names.of(new Resource(id, type, built, built, HERE), attribute);
  }
}
