package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An {@code AWS::Serverless::StateMachine}: a state machine, its role, and the roles by which APIs
 * start it. See "AWS::Serverless::StateMachine" in the SAM developer guide.
 */
final class StateMachineResource {

  private static final PropertyKinds PROPERTIES =
      PropertyKinds.of("AWS::Serverless::StateMachine")
          .any("Name", "PermissionsBoundary", "Policies", "Role", "RolePath", "Type")
          .text("AutoPublishAlias")
          .textOrMap("DefinitionUri")
          .map(
              "Definition",
              "DefinitionSubstitutions",
              "DeploymentPreference",
              "Events",
              "Logging",
              "Tags",
              "Tracing")
          .truth("PropagateTags", "UseAliasAsEventTarget");

  private static final PropertyKinds API =
      PropertyKinds.of("Api")
          .any("Auth", "Method", "Path", "RestApiId", "Stage", "UnescapeMappingTemplate");
  private static final Set<String> EVENTS =
      Set.of("Api", "Schedule", "ScheduleV2", "CloudWatchEvent", "EventBridgeRule");
  private static final List<String> STATUSES = List.of("200", "400");

  private StateMachineResource() {}

  /** Writes the resources of the state machine. */
  static void generate(String id, Mapping resource, Output out, SamProblems problems) {
    Mapping properties = Snippets.mapping(resource, "Properties");
    if (!PROPERTIES.check(id, properties, problems)) {
      return;
    }
    boolean inline = properties.entries().containsKey("Definition");
    if (inline == properties.entries().containsKey("DefinitionUri")) {
      problems.resource(
          id,
          resource.at(),
          inline
              ? "Specify either 'Definition' or 'DefinitionUri' property and not both."
              : "Either 'Definition' or 'DefinitionUri' property must be specified.");
      return;
    }
    Location at = resource.at();
    out.add(id, "AWS::StepFunctions::StateMachine", machine(id, properties, at), resource, at);
    if (Roles.isNeeded(properties)) {
      out.add(id + "Role", "AWS::IAM::Role", Roles.ofStateMachine(properties, at), resource, at);
    }
    events(id, resource, properties, out, problems);
  }

  /**
   * The integration by which an API starts the state machine, as its role. Its request template is
   * the event's, or starts an execution with the body as input.
   */
  static Mapping integration(ApiEvent event) {
    Location at = event.at();
    Mapping integration =
        new MappingBuilder(at)
            .put("type", "aws", at)
            .put("httpMethod", "POST", at)
            .put(
                "uri",
                Snippets.onlyIf(
                    event.condition(),
                    Snippets.sub(
                        "arn:${AWS::Partition}:apigateway:${AWS::Region}"
                            + ":states:action/StartExecution",
                        at)))
            .put("responses", responses("statusCode", STATUSES, at))
            .put(
                "credentials",
                Snippets.attribute(event.owner() + event.event() + "Role", "Arn", at))
            .put("requestTemplates", Snippets.entry("application/json", template(event, at), at))
            .build();
    return integration;
  }

  /** The responses that the method of such an integration has. */
  static Mapping responses(Location at) {
    return new MappingBuilder(at)
        .put("200", Snippets.entry("description", Snippets.text("OK", at), at))
        .put("400", Snippets.entry("description", Snippets.text("Bad Request", at), at))
        .build();
  }

  private static Mapping responses(String key, List<String> statuses, Location at) {
    MappingBuilder responses = new MappingBuilder(at);
    for (String status : statuses) {
      responses.put(status, Snippets.entry(key, Snippets.text(status, at), at));
    }
    return responses.build();
  }

  private static Node template(ApiEvent event, Location at) {
    boolean unescape = Snippets.isTrue(event.properties().entries().get("UnescapeMappingTemplate"));
    String input = "$util.escapeJavaScript($input.json('$'))";
    String body = unescape ? input + ".replaceAll(\"\\\\'\",\"'\")" : input;
    return Snippets.sub(
        "{\"input\": \"" + body + "\", \"stateMachineArn\": \"${" + event.owner() + "}\"}", at);
  }

  private static Mapping machine(String id, Mapping properties, Location at) {
    MappingBuilder machine = new MappingBuilder(properties.at());
    carry(properties, "Definition", machine, "Definition");
    S3Location.uri(properties.entries().get("DefinitionUri"))
        .ifPresent(
            place -> machine.put("DefinitionS3Location", place.named("Bucket", "Key", "Version")));
    if (properties.entries().get("DefinitionUri") instanceof Mapping place) {
      machine.put("DefinitionS3Location", place, properties.keyAt("DefinitionUri"));
    }
    carry(properties, "DefinitionSubstitutions", machine, "DefinitionSubstitutions");
    carry(properties, "Name", machine, "StateMachineName");
    carry(properties, "Type", machine, "StateMachineType");
    carry(properties, "Logging", machine, "LoggingConfiguration");
    carry(properties, "Tracing", machine, "TracingConfiguration");
    Node role = properties.entries().get("Role");
    machine.put("RoleArn", role == null ? Snippets.attribute(id + "Role", "Arn", at) : role);
    machine.put("Tags", FunctionResource.tags(properties, "stateMachine:createdBy", at));
    return machine.build();
  }

  private static void events(
      String id, Mapping resource, Mapping properties, Output out, SamProblems problems) {
    Mapping events = Snippets.mapping(properties, "Events");
    for (Map.Entry<String, Node> entry : events.entries().entrySet()) {
      String name = entry.getKey();
      Location at = events.keyAt(name);
      if (!(entry.getValue() instanceof Mapping event)) {
        problems.event(id, name, at, "Event definition should be a map.");
        continue;
      }
      String type = Snippets.written(event.entries().get("Type"));
      if (type == null || !EVENTS.contains(type)) {
        problems.event(
            id,
            name,
            at,
            type == null
                ? "Property 'Type' is required."
                : "Event type '" + type + "' is not supported for state machines.");
        continue;
      }
      Mapping written = Snippets.mapping(event, "Properties");
      if (type.equals("Api") && isStartable(id + name, written, problems)) {
        out.add(id + name + "Role", "AWS::IAM::Role", starter(id, name, at), resource, at);
      }
    }
  }

  private static boolean isStartable(String eventId, Mapping event, SamProblems problems) {
    if (!API.check(eventId, event, problems)) {
      return false;
    }
    Node unescape = event.entries().get("UnescapeMappingTemplate");
    if (unescape == null || (unescape instanceof Scalar scalar && scalar.kind() == Kind.BOOLEAN)) {
      return true;
    }
    problems.resource(
        eventId,
        event.keyAt("UnescapeMappingTemplate"),
        "Type of property 'UnescapeMappingTemplate' is invalid.");
    return false;
  }

  /** The role by which API Gateway may start the state machine and nothing else. */
  private static Mapping starter(String id, String event, Location at) {
    Mapping statement =
        new MappingBuilder(at)
            .put("Action", "states:StartExecution", at)
            .put("Effect", "Allow", at)
            .put("Resource", Snippets.ref(id, at))
            .build();
    Mapping policy =
        new MappingBuilder(at)
            .put("PolicyName", id + event + "RoleStartExecutionPolicy", at)
            .put("PolicyDocument", Snippets.entry("Statement", Snippets.list(at, statement), at))
            .build();
    return new MappingBuilder(at)
        .put("AssumeRolePolicyDocument", Roles.trust("apigateway", at))
        .put("Policies", Snippets.list(at, policy))
        .build();
  }

  private static void carry(Mapping from, String key, MappingBuilder to, String as) {
    Node value = from.entries().get(key);
    if (value != null) {
      to.put(as, value, from.keyAt(key));
    }
  }
}
