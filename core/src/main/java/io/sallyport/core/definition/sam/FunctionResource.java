package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An {@code AWS::Serverless::Function}: a function, its role, what may invoke it, and the version
 * and alias that it is published as. See "AWS::Serverless::Function" in the SAM developer guide.
 */
final class FunctionResource {

  private static final PropertyKinds PROPERTIES =
      PropertyKinds.of("AWS::Serverless::Function")
          .any(
              "Architectures",
              "AutoPublishCodeSha256",
              "CapacityProviderConfig",
              "CodeSigningConfigArn",
              "CodeUri",
              "Description",
              "DurableConfig",
              "EphemeralStorage",
              "FunctionScalingConfig",
              "Handler",
              "ImageConfig",
              "ImageUri",
              "InlineCode",
              "KmsKeyArn",
              "LoggingConfig",
              "MemorySize",
              "PackageType",
              "PermissionsBoundary",
              "Policies",
              "PublishToLatestPublished",
              "RecursiveLoop",
              "ReservedConcurrentExecutions",
              "RolePath",
              "Runtime",
              "RuntimeManagementConfig",
              "SourceKMSKeyArn",
              "TenancyConfig",
              "Timeout",
              "Tracing",
              "VersionDeletionPolicy",
              "VersionDescription")
          .text("AutoPublishAlias", "Role")
          .textOrMap("FunctionName")
          .map(
              "AssumeRolePolicyDocument",
              "DeadLetterQueue",
              "DeploymentPreference",
              "Environment",
              "EventInvokeConfig",
              "Events",
              "FunctionUrlConfig",
              "ProvisionedConcurrencyConfig",
              "SnapStart",
              "Tags",
              "VpcConfig")
          .list("FileSystemConfigs", "Layers")
          .truth("PropagateTags")
          .writtenTruth("AutoPublishAliasAllProperties");

  private static final List<String> CARRIED =
      List.of(
          "Architectures",
          "CapacityProviderConfig",
          "CodeSigningConfigArn",
          "Description",
          "DurableConfig",
          "Environment",
          "EphemeralStorage",
          "FileSystemConfigs",
          "FunctionName",
          "FunctionScalingConfig",
          "Handler",
          "ImageConfig",
          "KmsKeyArn",
          "Layers",
          "LoggingConfig",
          "MemorySize",
          "PackageType",
          "RecursiveLoop",
          "ReservedConcurrentExecutions",
          "Runtime",
          "RuntimeManagementConfig",
          "SnapStart",
          "TenancyConfig",
          "Timeout",
          "VpcConfig");

  private FunctionResource() {}

  /** Writes the resources of the function. */
  static void generate(String id, Mapping resource, Output out, SamProblems problems) {
    Mapping properties = Snippets.mapping(resource, "Properties");
    if (!PROPERTIES.check(id, properties, problems) || !aliasIsFine(id, properties, problems)) {
      return;
    }
    Optional<Node> code = FunctionCode.read(id, properties, problems);
    if (code.isEmpty()) {
      return;
    }
    out.add(
        id,
        "AWS::Lambda::Function",
        function(id, properties, code.get(), resource.at()),
        resource,
        resource.at());
    if (Roles.isNeeded(properties)) {
      out.add(
          id + "Role",
          "AWS::IAM::Role",
          Roles.ofFunction(properties, resource.at()),
          resource,
          resource.at());
    }
    FunctionVersions.generate(id, resource, properties, code.get(), out);
    FunctionUrl.generate(id, resource, properties, out, problems);
    FunctionEvents.generate(id, resource, properties, out, problems);
  }

  private static Mapping function(String id, Mapping properties, Node code, Location at) {
    MappingBuilder function =
        new MappingBuilder(properties.at())
            .put("Code", code, properties.keyAt(FunctionCode.property(properties)));
    for (String name : CARRIED) {
      Node value = properties.entries().get(name);
      if (value != null) {
        function.put(name, value, properties.keyAt(name));
      }
    }
    Node role = properties.entries().get("Role");
    function.put("Role", role == null ? Snippets.attribute(id + "Role", "Arn", at) : role);
    Node tracing = properties.entries().get("Tracing");
    if (tracing != null && !"Disabled".equals(Snippets.written(tracing))) {
      function.put("TracingConfig", Snippets.entry("Mode", tracing, tracing.at()));
    }
    Node dead = Snippets.mapping(properties, "DeadLetterQueue").entries().get("TargetArn");
    if (dead != null) {
      function.put("DeadLetterConfig", Snippets.entry("TargetArn", dead, dead.at()));
    }
    if (properties.entries().containsKey("ImageUri")
        && !properties.entries().containsKey("PackageType")) {
      function.put("PackageType", "Image", at);
    }
    function.put("Tags", tags(properties, "lambda:createdBy", at));
    return function.build();
  }

  /** Tags as a list, with the one that SAM adds first. */
  static Node tags(Mapping properties, String mark, Location at) {
    List<Node> tags = new ArrayList<>();
    tags.add(tag(mark, Snippets.text("SAM", at)));
    for (Map.Entry<String, Node> entry :
        Snippets.mapping(properties, "Tags").entries().entrySet()) {
      tags.add(tag(entry.getKey(), entry.getValue()));
    }
    return new Node.Sequence(tags, at);
  }

  private static Node tag(String key, Node value) {
    return new MappingBuilder(value.at()).put("Key", key, value.at()).put("Value", value).build();
  }

  /** The name becomes part of a logical id, so that it has to be known before any function is. */
  private static boolean aliasIsFine(String id, Mapping properties, SamProblems problems) {
    Node alias = properties.entries().get("AutoPublishAlias");
    if (alias == null) {
      return true;
    }
    String name = Snippets.written(alias);
    if (name != null && !name.isEmpty()) {
      return true;
    }
    problems.resource(
        id,
        properties.keyAt("AutoPublishAlias"),
        name != null
            ? "Alias name is required to create an alias"
            : "'AutoPublishAlias' must be a string or a Ref to a template parameter");
    return false;
  }
}
