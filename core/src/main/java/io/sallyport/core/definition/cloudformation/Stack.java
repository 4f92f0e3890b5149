package io.sallyport.core.definition.cloudformation;

import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.cloudformation.NestedStacks.Surroundings;
import io.sallyport.core.definition.source.LocalFiles;
import io.sallyport.core.definition.source.Node.Mapping;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A template as it would be deployed: the resources whose conditions hold, every function in them
 * resolved. See the CloudFormation guide, "Template reference".
 *
 * @param resources by logical id, in the order they are written
 * @param names what {@code Ref} and {@code Fn::GetAtt} of each come to
 * @param nested the stacks inside this one
 */
public record Stack(
    Deployment deployment,
    Map<String, Resource> resources,
    ResourceNames names,
    List<Stack> nested) {

  public Stack {
    resources = Collections.unmodifiableMap(new LinkedHashMap<>(resources));
    nested = List.copyOf(nested);
  }

  /**
   * Resolves the template {@code root} and those inside it. Every mistake is added.
   *
   * @param preparation makes plain templates of what stands in files
   * @param isRead whether the properties of a type are wanted; the others stay as they are written
   * @return empty, with a problem, where the template cannot be made a plain one
   */
  public static Optional<Stack> of(
      Mapping root,
      Deployment deployment,
      LocalFiles files,
      Preparation preparation,
      Predicate<String> isRead,
      Problems problems) {
    ResourceNames names = new ResourceNames(deployment);
    Surroundings surroundings =
        new Surroundings(deployment, files, preparation, Set.of(root.at().file()), problems);
    return preparation
        .plain(root, deployment, files, problems)
        .map(plain -> of(new Template(plain, surroundings, names), deployment, names, isRead));
  }

  private static Stack of(
      Template template, Deployment deployment, ResourceNames names, Predicate<String> isRead) {
    Map<String, Resource> resources = template.resolved(isRead);
    List<Stack> nested =
        template.nested().values().stream()
            .map(one -> of(one.template(), one.deployment(), one.names(), isRead))
            .toList();
    return new Stack(deployment, resources, names, nested);
  }

  /** This stack and all that are inside it, the outer ones first. */
  public List<Stack> all() {
    List<Stack> all = new ArrayList<>(List.of(this));
    nested.forEach(stack -> all.addAll(stack.all()));
    return all;
  }

  /** The logical id of a resource, after those of the stacks around it. */
  public String path(Resource resource) {
    return deployment.path() + resource.id();
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
