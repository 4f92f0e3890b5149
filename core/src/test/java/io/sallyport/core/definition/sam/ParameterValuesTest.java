package io.sallyport.core.definition.sam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterValuesTest {

  private static final String TEMPLATE =
      """
      Parameters:
        Name: {Type: String, Default: orders}
        Odd: {Type: String, Default: "a${AWS::Region}"}
        Count: {Type: Number, Default: 3}
        Ids: {Type: CommaDelimitedList, Default: "a, b"}
        Stored: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /a/b}
        Missing: {Type: String}
      Mappings: {Places: {orders: {name: found}}}
      Resources:
        Orders:
          Type: AWS::Serverless::Function
          Properties:
            CodeUri: ./orders
            Description: %s
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "!Ref Name                           | 'orders'",
        "!Ref Count                          | 3",
        "!Ref Ids                            | ['a', 'b']",
        "!Ref Stored                         | {'Ref': 'Stored'}",
        "!Ref Missing                        | {'Ref': 'Missing'}",
        "!Ref AWS::Region                    | {'Ref': 'AWS::Region'}",
        "!Ref Orders                         | {'Ref': 'Orders'}",
        "!Sub '${Name}-${AWS::Region}'       | {'Fn::Sub': 'orders-${AWS::Region}'}",
        "!Sub '${!Name}-${Orders.Arn}'       | {'Fn::Sub': '${!Name}-${Orders.Arn}'}",
        "!Sub '${Odd}'                       | {'Fn::Sub': 'a${!AWS::Region}'}",
        "!Sub ['${Name}${X}', {Name: !Ref Name, X: b}] | {'Fn::Sub': ['${Name}${X}', {'Name':"
            + " 'orders', 'X': 'b'}]}",
        "!FindInMap [Places, !Ref Name, name] | 'found'",
        "!FindInMap [Places, !Ref AWS::Region, name] | {'Fn::FindInMap': ['Places', {'Ref':"
            + " 'AWS::Region'}, 'name']}",
        "!If [A, !Ref Name, b]               | {'Fn::If': ['A', 'orders', 'b']}",
      })
  void putsOnlyKnownParametersInPlace(String written, String value) {
    Transformed transformed = Transformed.of(TEMPLATE.formatted(written));

    assertThat(transformed.at("Resources", "Orders", "Properties", "Description")).isEqualTo(value);
  }

  @Test
  void aGivenValueGoesBeforeTheDefault() {
    Map<String, String> given = Map.of("Name", "given", "Stored", "c", "Ids", "x");
    String template = TEMPLATE.formatted("!Join ['', [!Ref Name, !Ref Stored, !Ref Ids]]");

    assertThat(
            Transformed.of(template, given).at("Resources", "Orders", "Properties", "Description"))
        .isEqualTo("{'Fn::Join': ['', ['given', 'c', ['x']]]}");
  }

  @Test
  void refusesAListAsPartOfAText() {
    assertThat(Transformed.of(TEMPLATE.formatted("!Sub '${Ids}'")).messages())
        .singleElement()
        .asString()
        .contains("Invalid Fn::Sub variable value ['a', 'b']. Fn::Sub expects all variables to be");
  }

  @Test
  void theValueOfAParameterStandsWhereItIsAskedFor() {
    Transformed transformed =
        Transformed.of(
            """
            Parameters: {Method: {Type: String, Default: get}, Count: {Type: Number, Default: 3}}
            Resources:
              Orders:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: .
                  Events:
                    List:
                      Type: HttpApi
                      Properties: {Path: !Ref Count, Method: !Ref Method}
            """);

    assertThat(transformed.messages())
        .singleElement()
        .asString()
        .endsWith("Event with id [List] is invalid. Property 'Path' should be a string.");
    assertThat(transformed.problems().getFirst().at().line()).isEqualTo(8);
  }
}
