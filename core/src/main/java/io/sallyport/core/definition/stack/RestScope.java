package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.cloudformation.Resource;
import io.sallyport.core.definition.cloudformation.Stack;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What of a stack belongs to one REST API.
 *
 * @param api an {@code AWS::ApiGateway::RestApi}
 */
record RestScope(Stack stack, Resource api, Problems problems) {

  static final String PREFIX = "AWS::ApiGateway::";
  private static final String API = "RestApiId";

  /** The resources of a type that name this API; the type is given without its prefix. */
  List<Resource> members(String type) {
    return stack.ofType(PREFIX + type).stream()
        .filter(one -> one.text(API).filter(id -> isCalled(api, id)).isPresent())
        .toList();
  }

  /** The resource of this API that is called {@code id}. */
  Optional<Resource> member(String type, String id) {
    return members(type).stream().filter(one -> isCalled(one, id)).findFirst();
  }

  /** Whether {@code id} is that of the API's root, above all its resources. */
  boolean isRoot(String id) {
    return stack.names().of(api, "RootResourceId").filter(id::equals).isPresent();
  }

  /** A resource is called what {@code Ref} of it comes to, and what its id's attribute does. */
  boolean isCalled(Resource resource, String id) {
    String attribute = resource.type().substring(resource.type().lastIndexOf(':') + 1) + "Id";
    return Stream.of("", attribute)
        .flatMap(name -> stack.names().of(resource, name).stream())
        .anyMatch(id::equals);
  }

  void error(String id, Resource resource, String property, String message) {
    problems.error(id, resource.at(property), message);
  }
}
