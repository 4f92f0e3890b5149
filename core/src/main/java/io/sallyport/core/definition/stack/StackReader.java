package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.cloudformation.Deployment;
import io.sallyport.core.definition.cloudformation.Resource;
import io.sallyport.core.definition.cloudformation.Stack;
import io.sallyport.core.definition.sam.SamTransform;
import io.sallyport.core.definition.source.LocalFiles;
import io.sallyport.core.definition.source.Node.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a SAM or CloudFormation template. Every problem of the template is added. */
public final class StackReader {

  private StackReader() {}

  /** Whether a document is a template. */
  public static boolean isTemplate(Mapping root) {
    return root.entries().get("Resources") instanceof Mapping
        || root.entries().containsKey("AWSTemplateFormatVersion");
  }

  /** What the gateway serves of the template {@code root}. */
  public static StackDefinition read(
      Mapping root, Deployment deployment, LocalFiles files, Problems problems) {
    Mapping plain =
        SamTransform.isSam(root) ? SamTransform.apply(root, deployment, problems) : root;
    return read(Stack.of(plain, deployment, files, problems), problems);
  }

  /** The same where the template names no other file. */
  public static StackDefinition read(Mapping root, Deployment deployment, Problems problems) {
    return read(root, deployment, LocalFiles.NONE, problems);
  }

  private static StackDefinition read(Stack stack, Problems problems) {
    Map<String, Integer> notOurs = new TreeMap<>();
    for (Resource resource : stack.resources().values()) {
      if (ResourceTable.knows(resource.type())) {
        if (!HttpApis.isOfWebSocket(resource, stack)) {
          ResourceTable.check(resource, problems);
        }
      } else {
        notOurs.merge(resource.type(), 1, Integer::sum);
      }
    }
    List<ApiDocument> apis = new ArrayList<>(RestApis.read(stack, problems));
    apis.addAll(HttpApis.read(stack, problems));
    return new StackDefinition(apis, FunctionResources.read(stack, problems), notOurs);
  }
}
