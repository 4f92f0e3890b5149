package io.sallyport.core.definition.sam;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobalsTest {

  private static final String TEMPLATE =
      """
      Globals:
        HttpApi:
          Auth: {EnableIamAuthorizer: true, DefaultAuthorizer: AWS_IAM}
        Function:
          Timeout: 7
          Layers: [a]
          Environment: {Variables: {ONE: all, TWO: all}}
      Resources:
        Shop:
          Type: AWS::Serverless::HttpApi
          %s
        Orders:
          Type: AWS::Serverless::Function
          Properties:
            CodeUri: ./orders
            Layers: [b]
            Environment: {Variables: {TWO: own}}
            Events:
              List: {Type: HttpApi, Properties: {ApiId: !Ref Shop, Path: /a, Method: get}}
              Own: {Type: HttpApi, Properties: {Path: /b, Method: get}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a                      | 'Globals' section is invalid. It must be a non-empty dictionary",
        "{Apis: {}}             | 'Apis' is not supported. Must be one of the following values",
        "{Api: a}               | Value of 'Api' must be a dictionary",
        "{Api: {Authx: {}}}     | 'Authx' is not a supported property of 'Api'. Must be one of",
        "{Function: {Events: {}}} | 'Events' is not a supported property of 'Function'.",
        "{Api: {StageName: a}}  | 'StageName' is not a supported property of 'Api'.",
      })
  void refusesWhatSamDoesNotSupportForAll(String globals, String message) {
    Transformed transformed = Transformed.of("Globals: " + globals + "\nResources: {}");

    assertThat(transformed.messages()).singleElement().asString().contains(message);
  }

  @Test
  void theAuthorizerOfAllGuardsWrittenAndImplicitApis() {
    Transformed transformed = Transformed.of(TEMPLATE.formatted(""));

    assertThat(transformed.problems()).isEmpty();
    assertThat(security(transformed, "Shop", "/a")).isEqualTo("[{'AWS_IAM': []}]");
    assertThat(security(transformed, "ServerlessHttpApi", "/b")).isEqualTo("[{'AWS_IAM': []}]");
  }

  @Test
  void mergesMapsAndListsAndTheResourceWins() {
    Transformed transformed = Transformed.of(TEMPLATE.formatted(""));

    assertThat(transformed.at("Resources", "Orders", "Properties"))
        .contains(
            "'Timeout': 7", "'Layers': ['a', 'b']", "{'Variables': {'ONE': 'all', 'TWO': 'own'}}");
  }

  @Test
  void aResourceMayIgnoreThem() {
    assertThat(security(Transformed.of(TEMPLATE.formatted("IgnoreGlobals: [Auth]")), "Shop", "/a"))
        .isEqualTo("nothing");
    assertThat(security(Transformed.of(TEMPLATE.formatted("IgnoreGlobals: '*'")), "Shop", "/a"))
        .isEqualTo("nothing");
    assertThat(Transformed.of(TEMPLATE.formatted("IgnoreGlobals: Auth")).messages())
        .singleElement()
        .asString()
        .contains("Attribute 'IgnoreGlobals' must be '*' or a list of strings.");
  }

  @Test
  void aFunctionOfCloudFormationIsNoMapToMergeInto() {
    Transformed transformed =
        Transformed.of(
            """
            Globals: {Function: {Environment: {Variables: {ONE: all}}}}
            Resources:
              Orders:
                Type: AWS::Serverless::Function
                Properties: {CodeUri: ., Environment: {Variables: !Ref Some}}
            """);

    assertThat(transformed.at("Resources", "Orders", "Properties", "Environment"))
        .isEqualTo("{'Variables': {'Ref': 'Some'}}");
  }

  private static String security(Transformed transformed, String api, String path) {
    return transformed.at("Resources", api, "Properties", "Body", "paths", path, "get", "security");
  }
}
