package io.sallyport.core.definition.sam;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions keep where their code is, and say who may invoke them. */
class FunctionResourceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "CodeUri: s3://box/a/b.zip | {'S3Bucket': 'box', 'S3Key': 'a/b.zip'}",
        "CodeUri: s3://box/b.zip?versionId=3 | {'S3Bucket': 'box', 'S3Key': 'b.zip',"
            + " 'S3ObjectVersion': '3'}",
        "CodeUri: {Bucket: box, Key: k} | {'S3Bucket': 'box', 'S3Key': 'k'}",
        "InlineCode: exit() | {'ZipFile': 'exit()'}",
        "ImageUri: registry/a | {'ImageUri': 'registry/a'}",
        "CodeUri: ./src/orders | './src/orders'",
      })
  void keepsWhereTheCodeIs(String property, String code) {
    Written written = function(property);

    assertThat(written.problems()).isEmpty();
    assertThat(written.at("Orders", "Properties", "Code")).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\"',
      value = {
        "CodeUri: http://box/a.zip | 'CodeUri' is not a valid S3 Uri of the form",
        "CodeUri: {Key: k} | 'CodeUri' requires Bucket and Key properties to be specified.",
        "CodeUri: a, AutoPublishAlias: '' | Alias name is required to create an alias",
        "CodeUri: a, AutoPublishAlias: !Ref A | 'AutoPublishAlias' must be a string",
        "CodeUri: a, Handle: b | property Handle not defined for resource of type"
            + " AWS::Serverless::Function",
        "CodeUri: a, AutoPublishAliasAllProperties: !Ref A | Type of property"
            + " 'AutoPublishAliasAllProperties' is invalid.",
        "CodeUri: a, Events: {E: {Type: Nothing}} | Event type 'Nothing' is not supported",
        "CodeUri: a, Events: {E: {Type: S3, Properties: {Bucket: b}}} | S3 events must reference"
            + " an S3 bucket in the same template.",
        "CodeUri: a, FunctionUrlConfig: {} | AuthType is required",
      })
  void refusesWhatSamRefuses(String properties, String message) {
    Written written = function(properties);

    assertThat(written.messages()).singleElement().asString().contains(message);
    assertThat(written.problems().getFirst().at().line()).isEqualTo(3);
  }

  @Test
  void permitsTheApiOfEachEvent() {
    Written written =
        function(
            "CodeUri: a, Events: {Get: {Type: Api, Properties: {Path: '/a/{b}/', Method: get}},"
                + " Any: {Type: HttpApi, Properties: {ApiId: !Ref Shop, Path: /c, Method: any}}}");

    assertThat(written.at("OrdersGetPermissionProd", "Properties", "SourceArn"))
        .contains("${__ApiId__}/${__Stage__}/GET/a/*'", "{'Ref': 'ServerlessRestApi'}");
    assertThat(written.at("OrdersAnyPermission", "Properties", "SourceArn"))
        .contains("${__ApiId__}/${__Stage__}/*/c'", "{'Ref': 'Shop'}");
  }

  @Test
  void publishesAnAliasThatIsInvokedInstead() {
    Written written =
        function(
            "CodeUri: a, AutoPublishAlias: live,"
                + " Events: {Get: {Type: Api, Properties: {Path: /a, Method: get}}}");

    assertThat(written.at("OrdersAliaslive", "Properties"))
        .contains("'Name': 'live'", "'FunctionName': {'Ref': 'Orders'}");
    assertThat(written.at("OrdersGetPermissionProd", "Properties", "FunctionName"))
        .isEqualTo("{'Ref': 'OrdersAliaslive'}");
  }

  @Test
  void writesARoleOnlyWhereNoneIsGiven() {
    assertThat(function("CodeUri: a, Policies: ReadAll").at("OrdersRole", "Properties"))
        .contains("lambda.amazonaws.com", "iam::aws:policy/ReadAll");
    assertThat(function("CodeUri: a, Role: 'arn:aws:iam::1:role/r'").at("OrdersRole"))
        .isEqualTo("nothing");
  }

  @Test
  void onlyAnOpenUrlIsPermittedToEveryone() {
    assertThat(
            function("CodeUri: a, FunctionUrlConfig: {AuthType: NONE}")
                .at("OrdersUrlPublicPermissions", "Properties", "Principal"))
        .isEqualTo("'*'");
    assertThat(
            function("CodeUri: a, FunctionUrlConfig: {AuthType: AWS_IAM}")
                .at("OrdersUrlPublicPermissions"))
        .isEqualTo("nothing");
  }

  private static Written function(String properties) {
    return Written.of(
        """
        Orders:
          Type: AWS::Serverless::Function
          Properties: {%s}
        """
            .formatted(properties));
  }
}
