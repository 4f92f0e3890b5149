package io.sallyport.core.definition.sam;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.Problem;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.source.Node.Mapping;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ImplicitApisTest {

  private final Problems problems = new Problems(Set.of());

  @Test
  void isThereOnlyWhereEventsNameNone() {
    assertThat(added("Resources:\n  A: {Type: AWS::Serverless::Function}").entries())
        .doesNotContainKeys("ServerlessRestApi", "ServerlessHttpApi");
    Mapping added = added("Resources:\n" + function("A", "", "Api", "/a", "get"));

    assertThat(Snippets.shown(at(added, "ServerlessRestApi")))
        .isEqualTo("{'Type': 'AWS::Serverless::Api', 'Properties': {'StageName': 'Prod'}}");
    assertThat(added.entries()).doesNotContainKey("ServerlessHttpApi");
  }

  @Test
  void aWrittenApiOfThatIdKeepsWhatItAsksFor() {
    Transformed transformed =
        Transformed.of(
            "Resources:\n  ServerlessHttpApi: {Type: AWS::Serverless::HttpApi, Properties: {Auth:"
                + " {EnableIamAuthorizer: true, DefaultAuthorizer: AWS_IAM}}}\n"
                + function("A", "", "HttpApi", "/a", "get"));

    assertThat(transformed.problems()).isEmpty();
    assertThat(paths(transformed, "/a", "get", "security")).isEqualTo("[{'AWS_IAM': []}]");
  }

  @Test
  void aNativeApiOfThatIdIsNotReplaced() {
    added(
        "Resources:\n  ServerlessRestApi: {Type: AWS::ApiGateway::RestApi}\n"
            + function("A", "", "Api", "/a", "get"));

    assertThat(problems.found())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains("A resource with that id already exists within this template.");
  }

  @Test
  void existsWhereOneOfItsOwnersDoes() {
    Transformed one =
        Transformed.of("Resources:\n" + function("A", "Condition: One", "HttpApi", "/a", "get"));
    Transformed two =
        Transformed.of(
            "Resources:\n"
                + function("A", "Condition: Two", "HttpApi", "/a", "get")
                + function("B", "Condition: One", "HttpApi", "/a", "put"));

    assertThat(one.at("Resources", "ServerlessHttpApi", "Condition")).isEqualTo("'One'");
    assertThat(two.at("Resources", "ServerlessHttpApi", "Condition"))
        .isEqualTo("'ServerlessHttpApiCondition'");
    assertThat(two.at("Conditions", "ServerlessHttpApiCondition"))
        .isEqualTo("{'Fn::Or': [{'Condition': 'One'}, {'Condition': 'Two'}]}");
  }

  @Test
  void alwaysExistsWhereOneOwnerDoes() {
    Transformed transformed =
        Transformed.of(
            "Resources:\n"
                + function("A", "Condition: One", "HttpApi", "/a", "get")
                + function("B", "", "HttpApi", "/a", "put"));

    assertThat(transformed.at("Resources", "ServerlessHttpApi", "Condition")).isEqualTo("nothing");
    assertThat(paths(transformed, "/a", "get")).startsWith("{'Fn::If': ['One', ");
    assertThat(paths(transformed, "/a", "put")).doesNotContain("Fn::If");
  }

  @Test
  void aPathExistsWhereOneOfItsOwnersDoes() {
    Transformed transformed =
        Transformed.of(
            "Resources:\n"
                + function("A", "Condition: Two", "HttpApi", "/a/{b}", "get")
                + function("B", "Condition: One", "HttpApi", "/a/{b}", "put")
                + function("C", "", "HttpApi", "/c", "put"));
    String name = "ServerlessHttpApiSLASHaSLASHOPENBRACEbCLOSEBRACEPathCondition";

    assertThat(paths(transformed, "/a/{b}")).startsWith("{'Fn::If': ['" + name + "', ");
    assertThat(transformed.at("Conditions", name))
        .isEqualTo("{'Fn::Or': [{'Condition': 'One'}, {'Condition': 'Two'}]}");
    assertThat(paths(transformed, "/c")).startsWith("{'put': ");
  }

  @Test
  void moreThanTenConditionsAreJoinedInSteps() {
    StringBuilder template = new StringBuilder("Resources:\n");
    for (int i = 0; i < 11; i++) {
      template.append(function("F" + i, "Condition: C" + (10 + i), "HttpApi", "/" + i, "get"));
    }
    Transformed transformed = Transformed.of(template.toString());

    assertThat(transformed.at("Conditions", "ServerlessHttpApiCondition"))
        .isEqualTo(
            "{'Fn::Or': [{'Condition': 'C20'}, {'Condition': 'ServerlessHttpApiCondition1'}]}");
    assertThat(transformed.at("Conditions", "ServerlessHttpApiCondition1"))
        .contains("'C10'", "'C19'")
        .doesNotContain("'C20'");
  }

  @Test
  void aWrittenConditionIsNotReplaced() {
    Transformed transformed =
        Transformed.of(
            "Conditions: {ServerlessHttpApiCondition: !Equals [a, b]}\nResources:\n"
                + function("A", "Condition: One", "HttpApi", "/a", "get")
                + function("B", "Condition: Two", "HttpApi", "/b", "get"));

    assertThat(transformed.messages())
        .singleElement()
        .asString()
        .contains("The condition 'ServerlessHttpApiCondition' is one that the transform writes.");
  }

  private Mapping added(String template) {
    SamProblems sam = new SamProblems(problems);
    Mapping root = Transformed.read(template, problems);
    Mapping resources = Snippets.mapping(root, "Resources");
    return ImplicitApis.addTo(
        resources,
        Events.collect(resources, sam),
        new OwnerConditions(Snippets.empty(root.at()), sam),
        sam);
  }

  private static Mapping at(Mapping mapping, String key) {
    return Snippets.mapping(mapping, key);
  }

  private static String paths(Transformed transformed, String... keys) {
    String[] all = new String[keys.length + 5];
    String[] first = {"Resources", "ServerlessHttpApi", "Properties", "Body", "paths"};
    System.arraycopy(first, 0, all, 0, 5);
    System.arraycopy(keys, 0, all, 5, keys.length);
    return transformed.at(all);
  }

  private static String function(
      String id, String condition, String type, String path, String method) {
    return """
      %s:
        Type: AWS::Serverless::Function
        %s
        Properties:
          CodeUri: .
          Events: {E: {Type: %s, Properties: {Path: %s, Method: %s}}}
    """
        .formatted(id, condition, type, "\"" + path + "\"", method);
  }
}
