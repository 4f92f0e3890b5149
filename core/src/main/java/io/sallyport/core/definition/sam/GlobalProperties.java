package io.sallyport.core.definition.sam;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@code Globals} may say of each type. See "Globals section" in the SAM developer guide. */
final class GlobalProperties {

  private static final Map<String, List<String>> SECTIONS =
      new TreeMap<>(
          Map.of(
              "Function",
              List.of(
                  "Architectures",
                  "AssumeRolePolicyDocument",
                  "AutoPublishAlias",
                  "AutoPublishAliasAllProperties",
                  "CapacityProviderConfig",
                  "CodeSigningConfigArn",
                  "CodeUri",
                  "DeadLetterQueue",
                  "DeploymentPreference",
                  "Description",
                  "DurableConfig",
                  "Environment",
                  "EphemeralStorage",
                  "EventInvokeConfig",
                  "FileSystemConfigs",
                  "FunctionScalingConfig",
                  "FunctionUrlConfig",
                  "Handler",
                  "KmsKeyArn",
                  "Layers",
                  "LoggingConfig",
                  "MemorySize",
                  "PermissionsBoundary",
                  "PropagateTags",
                  "ProvisionedConcurrencyConfig",
                  "PublishToLatestPublished",
                  "RecursiveLoop",
                  "ReservedConcurrentExecutions",
                  "Role",
                  "RolePath",
                  "Runtime",
                  "RuntimeManagementConfig",
                  "SnapStart",
                  "SourceKMSKeyArn",
                  "Tags",
                  "TenancyConfig",
                  "Timeout",
                  "Tracing",
                  "VersionDeletionPolicy",
                  "VpcConfig"),
              "Api",
              List.of(
                  "AccessLogSetting",
                  "AlwaysDeploy",
                  "Auth",
                  "BinaryMediaTypes",
                  "CacheClusterEnabled",
                  "CacheClusterSize",
                  "CanarySetting",
                  "Cors",
                  "DefinitionUri",
                  "Domain",
                  "EndpointAccessMode",
                  "EndpointConfiguration",
                  "GatewayResponses",
                  "MergeDefinitions",
                  "MethodSettings",
                  "MinimumCompressionSize",
                  "Name",
                  "OpenApiVersion",
                  "PropagateTags",
                  "SecurityPolicy",
                  "TracingEnabled",
                  "Variables"),
              "HttpApi",
              List.of(
                  "AccessLogSettings",
                  "Auth",
                  "CorsConfiguration",
                  "DefaultRouteSettings",
                  "Domain",
                  "FailOnWarnings",
                  "PropagateTags",
                  "RouteSettings",
                  "StageVariables",
                  "Tags"),
              "SimpleTable",
              List.of("SSESpecification"),
              "StateMachine",
              List.of("PropagateTags"),
              "LayerVersion",
              List.of("PublishLambdaVersion"),
              "CapacityProvider",
              List.of(
                  "InstanceRequirements",
                  "KmsKeyArn",
                  "OperatorRole",
                  "PropagateTags",
                  "ScalingConfig",
                  "Tags",
                  "VpcConfig")));

  private GlobalProperties() {}

  /** The properties of a section; none where there is no such section. */
  static List<String> of(String section) {
    return SECTIONS.getOrDefault(section, List.of());
  }

  static List<String> sections() {
    return List.copyOf(SECTIONS.keySet());
  }
}
