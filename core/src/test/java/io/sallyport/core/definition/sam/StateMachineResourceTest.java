package io.sallyport.core.definition.sam;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node.Mapping;
import org.junit.jupiter.api.Test;

/** State machines are started by APIs as a role that may do nothing else. */
class StateMachineResourceTest {

  private static final String TEMPLATE =
      """
      Ship:
        Type: AWS::Serverless::StateMachine
        Properties:
          Definition: {StartAt: A}
          Events:
            Start:
              Type: Api
              Properties: {Path: /ship, Method: post, UnescapeMappingTemplate: %s}
      """;

  @Test
  void refusesAFunctionWhereATruthIsNeeded() {
    Written written = Written.of(TEMPLATE.formatted("!If [a, true, false]"));

    assertThat(written.messages())
        .containsExactly(
            "Resource with id [ShipStart] is invalid. Type of property 'UnescapeMappingTemplate' is"
                + " invalid.");
    assertThat(written.problems().getFirst().at().line()).isEqualTo(8);
  }

  @Test
  void refusesAStateMachineWithoutADefinition() {
    Written written = Written.of("Ship: {Type: 'AWS::Serverless::StateMachine', Properties: {}}");

    assertThat(written.messages().getFirst())
        .contains("Either 'Definition' or 'DefinitionUri' property must be specified.");
  }

  @Test
  void theRoleMayStartOnlyThisStateMachine() {
    Written written = Written.of(TEMPLATE.formatted("true"));

    assertThat(written.problems()).isEmpty();
    assertThat(written.at("ShipStartRole", "Properties", "Policies"))
        .contains(
            "{'Action': 'states:StartExecution', 'Effect': 'Allow', 'Resource': {'Ref': 'Ship'}}");
  }

  @Test
  void theIntegrationStartsAnExecutionAsTheRole() {
    Location at = Location.of("template.yaml");
    Mapping nothing = new MappingBuilder(at).build();
    ApiEvent event =
        new ApiEvent(
            "Ship", ApiEvent.OwnerKind.STATE_MACHINE, "Start", "Shop", nothing, null, nothing, at);

    assertThat(Snippets.shown(StateMachineResource.integration(event)))
        .contains(
            "'type': 'aws'",
            "states:action/StartExecution",
            "{'Fn::GetAtt': ['ShipStartRole', 'Arn']}",
            "${Ship}");
  }
}
