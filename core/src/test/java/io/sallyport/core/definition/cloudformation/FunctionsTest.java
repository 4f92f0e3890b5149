package io.sallyport.core.definition.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.source.DocumentLimits;
import io.sallyport.core.definition.source.DocumentReader;
import io.sallyport.core.definition.source.LocalFiles;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions come to what CloudFormation's guide says, where they stood. */
class FunctionsTest {

  private static final String TEMPLATE =
      """
      Parameters:
        Stage: {Type: String, Default: prod}
        Zones: {Type: CommaDelimitedList, Default: "a, b,c"}
        Size: {Type: Number, Default: 5}
      Mappings:
        Regions:
          eu-west-1: {Ami: ami-1, List: [x, y]}
      Conditions:
        IsProd: !Equals [!Ref Stage, prod]
        IsTest: !Not [Condition: IsProd]
        Both: !And [Condition: IsProd, Condition: IsTest]
        Either: !Or [Condition: IsProd, Condition: IsTest]
      Resources:
        Table: {Type: "AWS::DynamoDB::Table"}
        Hidden: {Type: "AWS::DynamoDB::Table", Condition: IsTest}
        Probe:
          Type: Test::Probe
          Properties:
            Value: %s
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "!Ref Stage                                     | \"prod\"",
        "!Ref Zones                                     | [\"a\",\"b\",\"c\"]",
        "!Ref Size                                      | 5",
        "!Ref AWS::Region                               | \"eu-west-1\"",
        "!Ref Table                                     | \"Table#\"",
        "!GetAtt Table.Arn                              | \"Table#Arn\"",
        "!GetAtt Table.Stream.Arn                       | \"Table#Stream.Arn\"",
        "{'Fn::GetAtt': [Table, Arn]}                   | \"Table#Arn\"",
        "!Sub 'a ${Stage} ${AWS::AccountId} ${!Lit} ${Table.Arn}' | \"a prod 123456789012 ${Lit}"
            + " Table#Arn\"",
        "!Sub ['${x}-${Stage}', {x: !Ref Size}]          | \"5-prod\"",
        "!Join ['-', [a, !Ref Stage, !Ref 'AWS::NoValue']] | \"a-prod\"",
        "!Join [',', !Ref Zones]                        | \"a,b,c\"",
        "!Split ['.', a..b]                             | [\"a\",\"\",\"b\"]",
        "!Select [1, !Split [',', 'x,y']]               | \"y\"",
        "!Select ['0', !Ref Zones]                      | \"a\"",
        "!Base64 hello                                  | \"aGVsbG8=\"",
        "!If [IsProd, yes, !Ref Nowhere]                | \"yes\"",
        "!If [IsTest, {a: 1}, {b: !Ref Stage}]          | {\"b\":\"prod\"}",
        "!If [Both, 1, 2]                               | 2",
        "!If [Either, 1, 2]                             | 1",
        "{a: !If [IsTest, 1, !Ref 'AWS::NoValue'], b: 2} | {\"b\":2}",
        "[1, !If [IsTest, 2, !Ref 'AWS::NoValue']]       | [1]",
        "!FindInMap [Regions, !Ref 'AWS::Region', Ami]   | \"ami-1\"",
        "!FindInMap [Regions, nowhere, Ami, {DefaultValue: d}] | \"d\"",
        "!Cidr ['10.0.0.0/24', 2, 5]                    | [\"10.0.0.0/27\",\"10.0.0.32/27\"]",
        "{'Fn::Length': !Ref Zones}                     | 3",
        "{'Fn::ToJsonString': {a: !Ref Stage, b: [1, true, null]}} |"
            + " \"{\\\"a\\\":\\\"prod\\\",\\\"b\\\":[1,true,null]}\"",
        "!GetAZs ''                                     |"
            + " [\"eu-west-1a\",\"eu-west-1b\",\"eu-west-1c\"]",
        "{'Fn::ForEach::L': [N, [x, y], {'key${N}': !Sub 'v-${N}'}]} |"
            + " {\"keyx\":\"v-x\",\"keyy\":\"v-y\"}",
        "!ImportValue shared                            | \"from another stack\"",
        "{'Fn::Transform': {Name: 'AWS::Include', Parameters: {Location: part.yaml}}} |"
            + " {\"A\":1,\"B\":\"eu-west-1\"}",
        "{A: 2, 'Fn::Transform': {Name: 'AWS::Include', Parameters: {Location: part.yaml}}} |"
            + " {\"A\":2,\"B\":\"eu-west-1\"}",
        "{Ref: Stage, Other: 1}                         | {\"Ref\":\"Stage\",\"Other\":1}",
      })
  void comesTo(String written, String expected) {
    Problems problems = new Problems(Set.of());

    assertThat(value(written, problems).map(JsonText::of)).contains(expected);
    assertThat(problems.found()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "!Ref Stge                        | unknown-reference",
        "!Ref Hidden                      | unknown-reference",
        "!GetAtt Tabel.Arn                | unknown-reference",
        "!GetAtt Table.Unknown            | unknown-attribute",
        "!Sub 'a ${Nowhere}'              | unknown-reference",
        "!Sub [a]                         | wrong-function-argument",
        "!Join ['-', text]                | wrong-function-argument",
        "!Join [{a: 1}, []]               | wrong-function-argument",
        "!Split ['', a]                   | wrong-function-argument",
        "!Select [3, [a]]                 | wrong-function-argument",
        "!Select [-1, [a]]                | wrong-function-argument",
        "!If [Nowhere, 1, 2]              | unknown-condition",
        "!If [IsProd, 1]                  | wrong-function-argument",
        "!FindInMap [Regions, us, Ami]    | unknown-mapping",
        "!ImportValue other               | unresolved-import",
        "!Cidr ['10.0.0.0/30', 5, 1]      | wrong-function-argument",
        "{'Fn::Nothing': 1}               | unknown-function",
        "{'Fn::Transform': {Name: Macro}} | macro-not-supported",
        "{'Fn::ToJsonString': text}       | wrong-function-argument",
        "{'Fn::ForEach::L': [N, x]}       | wrong-function-argument",
      })
  void namesWhatIsWrongWhereItStands(String written, String id) {
    Problems problems = new Problems(Set.of());

    value(written, problems);

    assertThat(problems.found()).extracting(Problem::id).containsExactly(id);
    assertThat(problems.found().getFirst().at().line()).isEqualTo(19);
    assertThat(problems.found().getFirst().at().pointer()).startsWith("/Resources/Probe/");
  }

  @Test
  void saysThatAConditionLeadsBackToItself() {
    Problems problems = new Problems(Set.of());

    template(
            """
            Conditions:
              A: !Not [Condition: B]
              B: !And [Condition: A, Condition: A]
            Resources:
              T: {Type: X, Condition: A}
            """,
            problems)
        .resolved(_ -> true);

    assertThat(problems.found()).extracting(Problem::id).contains("circular-reference");
  }

  @Test
  void saysThatAFileIncludesItself() {
    Problems problems = new Problems(Set.of());

    value(
        "{'Fn::Transform': {Name: 'AWS::Include', Parameters: {Location: itself.yaml}}}", problems);

    assertThat(problems.found()).extracting(Problem::id).containsExactly("circular-reference");
  }

  @Test
  void asksForTheValuesOfParametersAndChecksThem() {
    Problems problems = new Problems(Set.of());

    template(
            """
            Parameters:
              None: {Type: String}
              Ssm: {Type: "AWS::SSM::Parameter::Value<String>", Default: /a/b}
              One: {Type: String, Default: c, AllowedValues: [a, b]}
              Number: {Type: Number, Default: x}
              Unasked: {Type: "AWS::SSM::Parameter::Value<String>", Default: /cdk-bootstrap/version}
            Resources:
              Probe: {Type: X, Properties: {Value: !Ref Ssm, Other: !Ref None}}
            """,
            problems)
        .resolved(_ -> true);

    assertThat(problems.found())
        .extracting(Problem::id)
        .containsExactly(
            "unresolved-parameter", "wrong-parameter", "wrong-parameter", "unresolved-parameter");
  }

  @Test
  void leavesOutResourcesWhoseConditionDoesNotHold() {
    Problems problems = new Problems(Set.of());

    assertThat(template(TEMPLATE.formatted("1"), problems).resolved(_ -> true))
        .containsOnlyKeys("Table", "Probe");
  }

  @Test
  void whatStandsInResourcesThatAreNotReadIsNoMistake() {
    Problems problems = new Problems(Set.of());

    assertThat(
            template("Resources: {Role: {Type: X, Properties: {A: !Ref Nothing}}}", problems)
                .resolved(_ -> false))
        .containsOnlyKeys("Role");
    assertThat(problems.found()).isEmpty();
  }

  private static final String INNER =
      """
      Parameters: {Greeting: {Type: String}}
      Conditions: {Never: !Equals [a, b]}
      Resources: {Topic: {Type: X}}
      Outputs:
        Said: {Value: !Sub "${Greeting} from ${AWS::StackName}"}
        Unsaid: {Condition: Never, Value: a}
      """;

  @Test
  void whatANestedStackPutsOutIsKnown() {
    Problems problems = new Problems(Set.of());
    Template template = nesting("Said", "hello", problems);

    assertThat(template.resolved(_ -> true).values())
        .extracting(resource -> resource.text("Value").orElse(""))
        .contains("hello from app-In");
    assertThat(template.nested()).containsOnlyKeys("In");
    assertThat(problems.found()).isEmpty();
  }

  @Test
  void refusesOutputsThatAreNotThereAndStacksThatNeedThemselves() {
    for (String output : List.of("Unsaid", "Other")) {
      Problems problems = new Problems(Set.of());
      nesting(output, "hello", problems).resolved(_ -> true);
      assertThat(problems.found()).extracting(Problem::id).containsExactly("unknown-attribute");
    }
    Problems problems = new Problems(Set.of());
    nesting("Said", "!GetAtt In.Outputs.Said", problems).resolved(_ -> true);
    assertThat(problems.found()).extracting(Problem::id).contains("circular-reference");
  }

  @Test
  void refusesATemplateThatContainsItself() {
    Problems problems = new Problems(Set.of());

    template(
            "Resources: {In: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL:"
                + " again.yaml}}}",
            problems)
        .nested()
        .values()
        .forEach(inner -> inner.template().nested());

    assertThat(problems.found()).extracting(Problem::id).containsExactly("circular-reference");
  }

  private static Template nesting(String output, String greeting, Problems problems) {
    return template(
        """
        Resources:
          In:
            Type: AWS::CloudFormation::Stack
            Properties: {TemplateURL: inner.yaml, Parameters: {Greeting: %s}}
          Probe: {Type: X, Properties: {Value: !GetAtt In.Outputs.%s}}
        """
            .formatted(greeting, output),
        problems);
  }

  private static Optional<Node> value(String written, Problems problems) {
    Resource probe =
        template(TEMPLATE.formatted(written), problems).resolved(_ -> true).get("Probe");
    return Optional.ofNullable(probe).map(found -> found.properties().entries().get("Value"));
  }

  private static Template template(String text, Problems problems) {
    Node root =
        DocumentReader.read(
                "template.yaml",
                text.getBytes(StandardCharsets.UTF_8),
                DocumentLimits.DEFINITION,
                problems)
            .orElseThrow(() -> new AssertionError(problems.found()));
    Deployment deployment =
        new Deployment(
            "app",
            "eu-west-1",
            "123456789012",
            Map.of(),
            Map.of("shared", "from another stack"),
            Map.of());
    LocalFiles files =
        (name, at, all) -> {
          String part =
              switch (name) {
                case "part.yaml" -> "{A: 1, B: {Ref: 'AWS::Region'}}";
                case "inner.yaml" -> INNER;
                case "again.yaml" ->
                    "{Resources: {In: {Type: 'AWS::CloudFormation::Stack',"
                        + " Properties: {TemplateURL: again.yaml}}}}";
                default ->
                    "{'Fn::Transform': {Name: 'AWS::Include', Parameters: {Location:"
                        + " itself.yaml}}}";
              };
          return DocumentReader.read(
              name, part.getBytes(StandardCharsets.UTF_8), DocumentLimits.DEFINITION, all);
        };
    return new Template(
        (Mapping) root,
        new NestedStacks.Surroundings(
            deployment,
            files,
            (inner, _, _, _) -> Optional.of(inner),
            Set.of("template.yaml"),
            problems),
        (resource, attribute) ->
            List.of("", "Arn", "Stream.Arn").contains(attribute)
                ? Optional.of(resource.id() + "#" + attribute)
                : Optional.empty());
  }
}
