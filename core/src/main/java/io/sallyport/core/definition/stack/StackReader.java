package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.cloudformation.Deployment;
import io.sallyport.core.definition.cloudformation.Resource;
import io.sallyport.core.definition.cloudformation.Stack;
import io.sallyport.core.definition.sam.SamTransform;
import io.sallyport.core.definition.source.LocalFiles;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads a SAM or CloudFormation template. Every problem of the template is added. */
public final class StackReader {

  /** Types of these services say something about an API or its protection. */
  private static final List<String> OURS =
      List.of(
          "AWS::ApiGateway::",
          "AWS::ApiGatewayV2::",
          "AWS::Serverless::",
          "AWS::WAF::",
          "AWS::WAFRegional::",
          "AWS::WAFv2::");

  private static final String LANGUAGE_EXTENSIONS = "AWS::LanguageExtensions";

  private StackReader() {}

  /** Whether a document is a template. */
  public static boolean isTemplate(Mapping root) {
    boolean isOpenApi =
        root.entries().containsKey("openapi") || root.entries().containsKey("swagger");
    return !isOpenApi
        && (root.entries().get("Resources") instanceof Mapping
            || root.entries().containsKey("AWSTemplateFormatVersion"));
  }

  /** What the gateway serves of the template {@code root}. */
  public static StackDefinition read(
      Mapping root, Deployment deployment, LocalFiles files, Problems problems) {
    int before = problems.errors();
    Optional<Stack> stack =
        Stack.of(root, deployment, files, StackReader::plain, StackReader::isRead, problems);
    boolean isWhole = problems.errors() == before;
    Map<String, Integer> notOurs = new TreeMap<>();
    stack.ifPresent(found -> found.all().forEach(one -> check(one, notOurs, problems)));
    // What is said of an API with holes in it would not be so.
    return isWhole && stack.isPresent()
        ? definition(stack.get(), notOurs, problems)
        : StackDefinition.of(notOurs);
  }

  /** The template with its transforms applied, and the documents of its APIs included. */
  private static Optional<Mapping> plain(
      Mapping root, Deployment deployment, LocalFiles files, Problems problems) {
    int before = problems.errors();
    Mapping plain =
        SamTransform.isSam(root) ? SamTransform.apply(root, deployment, files, problems) : root;
    Node transform = plain.entries().get("Transform");
    if (problems.errors() > before
        || (transform != null && !checkTransforms(transform, problems))) {
      return Optional.empty();
    }
    return Optional.of(OutsideBodies.included(plain));
  }

  /** The same where the template names no other file. */
  public static StackDefinition read(Mapping root, Deployment deployment, Problems problems) {
    return read(root, deployment, LocalFiles.NONE, problems);
  }

  /** Checks every resource against the table, and counts those of other services. */
  private static void check(Stack stack, Map<String, Integer> notOurs, Problems problems) {
    for (Resource resource : stack.resources().values()) {
      if (ResourceTable.knows(resource.type())) {
        if (!HttpApis.isOfWebSocket(resource, stack)) {
          ResourceTable.check(resource, problems);
        }
      } else if (isOurs(resource.type())) {
        problems.unenforced(
            "resource-type-not-read",
            resource.at(),
            "`" + resource.type() + "` is not read: what it says about APIs would be lost");
      } else {
        notOurs.merge(resource.type(), 1, Integer::sum);
      }
    }
  }

  private static StackDefinition definition(
      Stack whole, Map<String, Integer> notOurs, Problems problems) {
    List<ApiDocument> apis = new ArrayList<>();
    for (Stack stack : whole.all()) {
      apis.addAll(RestApis.read(stack, problems));
      apis.addAll(HttpApis.read(stack, problems));
    }
    List<FunctionResource> functions = FunctionResources.read(whole, problems);
    return new StackDefinition(
        apis,
        functions,
        FunctionResources.layers(whole),
        FunctionPermissions.read(whole, functions),
        notOurs);
  }

  private static boolean isOurs(String type) {
    return OURS.stream().anyMatch(type::startsWith);
  }

  /** Whether anything is read of resources of the type; nothing is yet of what says who may act. */
  private static boolean isRead(String type) {
    return isOurs(type) || (ResourceTable.knows(type) && !type.startsWith("AWS::IAM::"));
  }

  /** Whether every transform is one that is applied; the others are problems. */
  private static boolean checkTransforms(Node transform, Problems problems) {
    return switch (transform) {
      case Scalar name when name.text().equals(LANGUAGE_EXTENSIONS) -> true;
      case Sequence names ->
          names.items().stream()
              .map(name -> checkTransforms(name, problems))
              .reduce(true, Boolean::logicalAnd);
      case Scalar other -> refuse(other.text(), other.at(), problems);
      case Mapping other -> refuse("of a map", other.at(), problems);
    };
  }

  private static boolean refuse(String macro, Location at, Problems problems) {
    problems.error(
        "macro-not-supported",
        at,
        "the macro `"
            + macro
            + "` is not known, expected none, `"
            + SamTransform.NAME
            + "` or `"
            + LANGUAGE_EXTENSIONS
            + "`");
    return false;
  }
}
