package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.sam.ApiEvent.OwnerKind;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The events of a template that are routes of its APIs. One that names no API belongs to the
 * implicit one of its kind.
 *
 * <p>INVARIANT: an event is handed to an API of the template, or it is a problem.
 */
final class Events {

  private static final String FUNCTION = "AWS::Serverless::Function";
  private static final String STATE_MACHINE = "AWS::Serverless::StateMachine";
  private static final String NATIVE = "AWS::ApiGateway::RestApi";

  private final Map<String, List<ApiEvent>> byApi = new LinkedHashMap<>();
  private final Mapping resources;
  private final SamProblems problems;

  private Events(Mapping resources, SamProblems problems) {
    this.resources = resources;
    this.problems = problems;
  }

  /** The events of the functions and state machines among the resources. */
  static Events collect(Mapping resources, SamProblems problems) {
    Events events = new Events(resources, problems);
    resources
        .entries()
        .forEach((id, node) -> {
          if (node instanceof Mapping resource) {
            events.ofOwner(id, resource);
          }
        });
    return events;
  }

  /** The events of an API, in the order they are written. */
  List<ApiEvent> of(String api) {
    return byApi.getOrDefault(api, List.of());
  }

  private void ofOwner(String id, Mapping resource) {
    String type = type(resource);
    boolean isFunction = type.equals(FUNCTION);
    if (!isFunction && !type.equals(STATE_MACHINE)) {
      return;
    }
    Node condition = resource.entries().get("Condition");
    if (condition != null && Snippets.written(condition) == null) {
      problems.resource(
          id, resource.keyAt("Condition"), "Every Condition member must be a string.");
      return;
    }
    Mapping events = Snippets.mapping(Snippets.mapping(resource, "Properties"), "Events");
    events
        .entries()
        .forEach((name, node) -> {
          if (node instanceof Mapping event) {
            OwnerKind owner = isFunction ? OwnerKind.FUNCTION : OwnerKind.STATE_MACHINE;
            add(id, resource, owner, name, event, events.keyAt(name));
          }
        });
  }

  private void add(
      String id, Mapping resource, OwnerKind owner, String name, Mapping event, Location at) {
    Optional<ApiKind> kind = ApiKind.ofEvent(Snippets.written(event.entries().get("Type")));
    if (kind.isEmpty() || (kind.get() == ApiKind.HTTP && owner == OwnerKind.STATE_MACHINE)) {
      return;
    }
    Node written = event.entries().get("Properties");
    if (!Snippets.isAbsent(written) && !(written instanceof Mapping)) {
      problems.event(id, name, event.keyAt("Properties"), "Properties should be a map.");
      return;
    }
    Mapping properties = Snippets.mapping(event, "Properties");
    Optional<String> fault = fault(kind.get(), properties);
    if (fault.isPresent()) {
      problems.event(id, name, at, fault.get());
      return;
    }
    Optional<String> api = api(id, name, kind.get(), properties, at);
    api.ifPresent(apiId ->
        byApi
            .computeIfAbsent(apiId, _ -> new ArrayList<>())
            .add(
                new ApiEvent(
                    id,
                    owner,
                    name,
                    apiId,
                    properties,
                    resource.entries().get("Condition"),
                    Snippets.mapping(resource, "Properties"),
                    at)));
  }

  /** What is wrong with where the event is; an event of an HTTP API may leave out both. */
  private static Optional<String> fault(ApiKind kind, Mapping event) {
    boolean isDefault =
        kind == ApiKind.HTTP
            && !event.entries().containsKey("Path")
            && !event.entries().containsKey("Method");
    if (isDefault) {
      return Optional.empty();
    }
    for (String name : List.of("Path", "Method")) {
      Node value = event.entries().get(name);
      if (value == null || Snippets.isAbsent(value)) {
        return Optional.of("Property '" + name + "' is required.");
      }
      if (Snippets.written(value) == null) {
        return Optional.of("Property '" + name + "' should be a string.");
      }
    }
    return Optional.empty();
  }

  private Optional<String> api(
      String owner, String name, ApiKind kind, Mapping event, Location at) {
    Node written = event.entries().get(kind.property());
    if (written == null || Snippets.isAbsent(written)) {
      return Optional.of(kind.implicitId());
    }
    Location place = event.keyAt(kind.property());
    String id = Snippets.written(referred(written));
    if (id == null) {
      problems.event(owner, name, place, "Property '" + kind.property() + "' should be a string.");
      return Optional.empty();
    }
    String type = resources.entries().get(id) instanceof Mapping api ? type(api) : "";
    if (type.equals(kind.type()) || (type.isEmpty() && id.equals(kind.implicitId()))) {
      return Optional.of(id);
    }
    if (kind == ApiKind.REST && type.equals(NATIVE)) {
      return ofNative(owner, name, id, event, at);
    }
    problems.event(
        owner,
        name,
        place,
        kind.property()
            + " must be a valid reference to an '"
            + kind.type()
            + "' resource in same template.");
    return Optional.empty();
  }

  /**
   * An event of an API that is not SAM's: the API's own document has the route, and the event only
   * lets it invoke the function. What else the event asks for would be lost.
   */
  private Optional<String> ofNative(
      String owner, String name, String id, Mapping event, Location at) {
    Mapping api = (Mapping) resources.entries().get(id);
    if (api == null || !Snippets.mapping(api, "Properties").entries().containsKey("Body")) {
      problems.event(
          owner,
          name,
          at,
          "RestApiId property of Api event must reference a valid resource in the same template.");
    } else if (event.entries().containsKey("Auth")) {
      problems.event(
          owner,
          name,
          event.keyAt("Auth"),
          "'Auth' has no effect on '" + id + "', which is no 'AWS::Serverless::Api' resource.");
    }
    return Optional.empty();
  }

  /** What a reference refers to; another value is what it is. */
  private static Node referred(Node written) {
    Node id = written instanceof Mapping mapping ? mapping.entries().get("Ref") : null;
    return id == null ? written : id;
  }

  private static String type(Mapping resource) {
    String type = Snippets.written(resource.entries().get("Type"));
    return type == null ? "" : type;
  }
}
