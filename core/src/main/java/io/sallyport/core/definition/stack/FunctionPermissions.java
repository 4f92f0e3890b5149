package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.InvokePermissions;
import io.sallyport.core.definition.InvokePermissions.Permission;
import io.sallyport.core.definition.cloudformation.Deployment;
import io.sallyport.core.definition.cloudformation.Resource;
import io.sallyport.core.definition.cloudformation.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The permissions that a stack gives API Gateway to call its functions. */
final class FunctionPermissions {

  private static final String TYPE = "AWS::Lambda::Permission";
  private static final Set<String> ACTIONS =
      Set.of("lambda:InvokeFunction", "lambda:Invoke*", "lambda:*", "*");
  private static final Set<String> PRINCIPALS = Set.of("apigateway.amazonaws.com", "*");

  private static final Set<String> KNOWN =
      Set.of("Action", "FunctionName", "Principal", "SourceAccount", "SourceArn");

  private FunctionPermissions() {}

  static InvokePermissions read(Stack stack, List<FunctionResource> functions) {
    List<Permission> permissions = new ArrayList<>();
    List<Resource> written =
        stack.all().stream().flatMap(one -> one.ofType(TYPE).stream()).toList();
    for (Resource resource : written) {
      if (isForApis(resource, stack.deployment())) {
        resource
            .text("FunctionName")
            .ifPresent(name ->
                permissions.add(
                    new Permission(
                        arn(name, stack.deployment()), resource.text("SourceArn").orElse(null))));
      }
    }
    return new InvokePermissions(
        functions.stream().map(FunctionResource::arn).collect(Collectors.toSet()), permissions);
  }

  /** A condition that is not known narrows the permission, so that it counts for nothing here. */
  private static boolean isForApis(Resource permission, Deployment deployment) {
    return KNOWN.containsAll(permission.properties().entries().keySet())
        && ACTIONS.contains(permission.text("Action").orElse(""))
        && PRINCIPALS.contains(permission.text("Principal").orElse(""))
        && permission
            .text("SourceAccount")
            .filter(account -> !account.equals(deployment.account()))
            .isEmpty();
  }

  /** The ARN of a function that is named by it, by a part of it, or by its name. */
  private static String arn(String name, Deployment deployment) {
    if (name.startsWith("arn:")) {
      return name;
    }
    String account = deployment.account() + ":function:";
    String rest = name.startsWith(account) ? name.substring(account.length()) : name;
    return "arn:"
        + deployment.partition()
        + ":lambda:"
        + deployment.region()
        + ":"
        + account
        + rest;
  }
}
