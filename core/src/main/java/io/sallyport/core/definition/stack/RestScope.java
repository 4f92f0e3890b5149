package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.cloudformation.Resource;
import io.sallyport.core.definition.cloudformation.Stack;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What of a stack belongs to one REST API, each looked up by its id. */
final class RestScope {

  static final String PREFIX = "AWS::ApiGateway::";
  private static final String API = "RestApiId";

  private final Stack stack;
  private final Resource api;
  private final Problems problems;
  private final Map<String, List<Resource>> members = new HashMap<>();
  private final Map<String, Map<String, Resource>> byId = new HashMap<>();

  /**
   * @param api an {@code AWS::ApiGateway::RestApi}
   */
  RestScope(Stack stack, Resource api, Problems problems) {
    this.stack = stack;
    this.api = api;
    this.problems = problems;
  }

  Stack stack() {
    return stack;
  }

  Resource api() {
    return api;
  }

  Problems problems() {
    return problems;
  }

  /** The resources of a type that name this API; the type is given without its prefix. */
  List<Resource> members(String type) {
    return members.computeIfAbsent(
        type,
        key ->
            stack.ofType(PREFIX + key).stream()
                .filter(one -> one.text(API).filter(id -> isCalled(api, id)).isPresent())
                .toList());
  }

  /** The resource of this API that is called {@code id}. */
  Optional<Resource> member(String type, String id) {
    return Optional.ofNullable(byId.computeIfAbsent(type, this::index).get(id));
  }

  private Map<String, Resource> index(String type) {
    Map<String, Resource> index = new HashMap<>();
    for (Resource member : members(type)) {
      called(member).forEach(id -> index.putIfAbsent(id, member));
    }
    return index;
  }

  /** Whether {@code id} is that of the API's root, above all its resources. */
  boolean isRoot(String id) {
    return stack.names().of(api, "RootResourceId").filter(id::equals).isPresent();
  }

  boolean isCalled(Resource resource, String id) {
    return called(resource).anyMatch(id::equals);
  }

  /** A resource is called what {@code Ref} of it comes to, and what its id's attribute does. */
  private Stream<String> called(Resource resource) {
    String attribute = resource.type().substring(resource.type().lastIndexOf(':') + 1) + "Id";
    return Stream.of("", attribute).flatMap(name -> stack.names().of(resource, name).stream());
  }

  void error(String id, Resource resource, String property, String message) {
    problems.error(id, resource.at(property), message);
  }
}
