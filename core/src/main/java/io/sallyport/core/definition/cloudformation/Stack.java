package io.sallyport.core.definition.cloudformation;

import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.source.LocalFiles;
import io.sallyport.core.definition.source.Node.Mapping;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A template as it would be deployed: the resources whose conditions hold, every function in them
 * resolved. See the CloudFormation guide, "Template reference".
 *
 * @param resources by logical id, in the order they are written
 * @param names what {@code Ref} and {@code Fn::GetAtt} of each come to
 */
public record Stack(Deployment deployment, Map<String, Resource> resources, ResourceNames names) {

  public Stack {
    resources = Collections.unmodifiableMap(new LinkedHashMap<>(resources));
  }

  /**
   * Resolves {@code root}, in which nothing of SAM is left. Every mistake is added.
   *
   * @param isRead whether the properties of a type are wanted; the others stay as they are written
   */
  public static Stack of(
      Mapping root,
      Deployment deployment,
      LocalFiles files,
      Predicate<String> isRead,
      Problems problems) {
    ResourceNames names = new ResourceNames(deployment);
    Template template = new Template(root, deployment, files, names, problems);
    return new Stack(deployment, template.resolved(isRead), names);
  }

  /** The resources of a type. */
  public List<Resource> ofType(String type) {
    return resources.values().stream().filter(one -> one.type().equals(type)).toList();
  }

  /**
   * The resource of a type that is called {@code name}, which is what {@code Ref} of it comes to.
   */
  public Optional<Resource> named(String type, String name) {
    return ofType(type).stream()
        .filter(one -> names.of(one, "").filter(name::equals).isPresent())
        .findFirst();
  }
}
