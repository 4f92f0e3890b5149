package io.sallyport.core.definition.sam;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.sam.ApiEvent.OwnerKind;
import io.sallyport.core.definition.source.Node.Mapping;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventsTest {

  private static final String TEMPLATE =
      """
      Rest: {Type: AWS::Serverless::Api, Properties: {StageName: live}}
      Http: {Type: AWS::Serverless::HttpApi}
      Native: {Type: AWS::ApiGateway::RestApi, Properties: {Body: {}}}
      Bare: {Type: AWS::ApiGateway::RestApi, Properties: {Name: a}}
      Owner:
        Type: AWS::Serverless::Function
        Condition: Live
        Properties:
          CodeUri: .
          Events:
            List: {Type: %s, Properties: %s}
      """;

  private static final String MACHINE =
      """
      Rest: {Type: AWS::Serverless::Api, Properties: {StageName: live}}
      Machine:
        Type: AWS::Serverless::StateMachine
        Properties: {Events: {Start: {Type: Api, Properties: {RestApiId: Rest, Path: /a, Method: a}}}}
      """;

  private final Problems problems = new Problems(Set.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Api     | {RestApiId: !Ref Rest, Path: /a, Method: get} | Rest",
        "Api     | {RestApiId: Rest, Path: /a, Method: get}      | Rest",
        "Api     | {Path: /a, Method: get}                       | ServerlessRestApi",
        "HttpApi | {ApiId: !Ref Http, Path: /a, Method: get}     | Http",
        "HttpApi | {Path: /a, Method: get}                       | ServerlessHttpApi",
        "HttpApi | {}                                            | ServerlessHttpApi",
        "HttpApi |                                               | ServerlessHttpApi",
      })
  void handsEveryEventToItsApi(String type, String properties, String api) {
    List<ApiEvent> events = collect(type, properties == null ? "" : properties).of(api);

    assertThat(problems.found()).isEmpty();
    assertThat(events)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.owner()).isEqualTo("Owner");
          assertThat(event.event()).isEqualTo("List");
          assertThat(event.api()).isEqualTo(api);
          assertThat(event.ownerKind()).isEqualTo(OwnerKind.FUNCTION);
          assertThat(Snippets.written(event.condition())).isEqualTo("Live");
          assertThat(event.ownerProperties().entries()).containsKey("CodeUri");
          assertThat(event.at().line()).isEqualTo(11);
        });
  }

  @Test
  void stateMachinesHaveEventsToo() {
    Events events = Events.collect(Transformed.read(MACHINE, problems), sam());

    assertThat(events.of("Rest"))
        .singleElement()
        .extracting(ApiEvent::ownerKind)
        .isEqualTo(OwnerKind.STATE_MACHINE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Api | /a                                         | Properties should be a map.",
        "Api | {Method: get}                              | Property 'Path' is required.",
        "Api | {Path: /a}                                 | Property 'Method' is required.",
        "Api | {Path: [/a], Method: get}                  | Property 'Path' should be a string.",
        "Api | {Path: /a, Method: [get]}                  | Property 'Method' should be a string.",
        "HttpApi | {Path: /a}                             | Property 'Method' is required.",
        "HttpApi | {Path: !Ref P, Method: get}            | Property 'Path' should be a string.",
        "Api | {RestApiId: !Ref Http, Path: /, Method: get} | RestApiId must be a valid reference"
            + " to an 'AWS::Serverless::Api' resource in same template.",
        "Api | {RestApiId: !Ref None, Path: /, Method: get} | RestApiId must be a valid reference"
            + " to an 'AWS::Serverless::Api' resource in same template.",
        "HttpApi | {ApiId: !Ref Rest, Path: /, Method: get} | ApiId must be a valid reference to an"
            + " 'AWS::Serverless::HttpApi' resource in same template.",
        "Api | {RestApiId: !ImportValue a, Path: /, Method: get} | Property 'RestApiId' should be a"
            + " string.",
        "HttpApi | {ApiId: !ImportValue a, Path: /, Method: get} | Property 'ApiId' should be a"
            + " string.",
        "Api | {RestApiId: !Ref Bare, Path: /, Method: get} | RestApiId property of Api event must"
            + " reference a valid resource in the same template.",
        "Api | {RestApiId: !Ref Native, Path: /, Method: get, Auth: {}} | 'Auth' has no effect on"
            + " 'Native', which is no 'AWS::Serverless::Api' resource.",
      })
  void refusesWhatBelongsToNoApi(String type, String properties, String message) {
    collect(type, properties);

    assertThat(problems.found())
        .singleElement()
        .extracting(problem -> problem.message())
        .isEqualTo(
            "Resource with id [Owner] is invalid. Event with id [List] is invalid. " + message);
  }

  @Test
  void anEventOfANativeApiOnlyLetsItInvoke() {
    Events events = collect("Api", "{RestApiId: !Ref Native, Path: /, Method: get}");

    assertThat(problems.found()).isEmpty();
    assertThat(events.of("Native")).isEmpty();
  }

  @Test
  void refusesAConditionThatIsNoName() {
    Mapping root =
        Transformed.read(TEMPLATE.formatted("Api", "{}").replace("Live", "[a]"), problems);

    Events.collect(root, sam());

    assertThat(problems.found())
        .singleElement()
        .extracting(problem -> problem.message())
        .isEqualTo("Resource with id [Owner] is invalid. Every Condition member must be a string.");
  }

  private Events collect(String type, String properties) {
    return Events.collect(Transformed.read(TEMPLATE.formatted(type, properties), problems), sam());
  }

  private SamProblems sam() {
    return new SamProblems(problems);
  }
}
