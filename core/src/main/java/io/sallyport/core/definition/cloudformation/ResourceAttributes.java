package io.sallyport.core.definition.cloudformation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The attributes of the types of resources that definitions of APIs refer to, as patterns. See the
 * CloudFormation guide, "Return values" of each type.
 *
 * <p>In a pattern {@code {name}} is what the resource is called, {@code {id}} an id as AWS makes
 * them up, and {@code {arn:service}} the start of an ARN in the stack's region and account. The
 * attribute {@code Ref} is what {@code Ref} comes to.
 */
final class ResourceAttributes {

  static final String REF = "Ref";

  /** Every other attribute too: of services whose attributes decide nothing about an API. */
  private static final String ANY = "*";

  private static final String ID = "{id}";
  private static final String NAME = "{name}";

  private static final Map<String, Attributes> TYPES = new HashMap<>();

  /**
   * A type.
   *
   * @param nameProperty the one that names a resource; empty where none does
   * @param patterns by attribute
   */
  record Attributes(String nameProperty, Map<String, String> patterns) {

    /** The pattern of an attribute; empty where resources of the type have none of that name. */
    Optional<String> pattern(String attribute) {
      String pattern = patterns.get(attribute);
      return Optional.ofNullable(pattern == null ? patterns.get(ANY) : pattern);
    }
  }

  static {
    restApis();
    httpApis();
    functions();
    identities();
    others();
  }

  private ResourceAttributes() {}

  /** The type called {@code name}; empty for one that definitions of APIs do not depend on. */
  static Optional<Attributes> of(String name) {
    return Optional.ofNullable(TYPES.get(name));
  }

  private static void restApis() {
    String service = "AWS::ApiGateway::";
    type(service + "RestApi", "", REF, "{api}", "RestApiId", "{api}", "RootResourceId", "{root}");
    type(service + "Resource", "", REF, ID, "ResourceId", ID);
    type(service + "Method", "", REF, ID);
    type(service + "Authorizer", "", REF, ID, "AuthorizerId", ID);
    type(service + "Model", "Name", REF, NAME);
    type(service + "RequestValidator", "", REF, ID, "RequestValidatorId", ID);
    type(service + "Deployment", "", REF, ID, "DeploymentId", ID);
    type(service + "Stage", "StageName", REF, NAME);
    type(service + "UsagePlan", "", REF, ID, "Id", ID);
    type(service + "UsagePlanKey", "", REF, ID, "Id", ID);
    type(service + "ApiKey", "", REF, ID, "APIKeyId", ID);
    type(service + "VpcLink", "", REF, ID, "VpcLinkId", ID);
    type(service + "BasePathMapping", "", REF, ID);
    type(service + "Account", "", REF, ID, "Id", ID);
    type(service + "ClientCertificate", "", REF, ID, "ClientCertificateId", ID);
    type(service + "GatewayResponse", "", REF, ID, "Id", ID);
    type(service + "DocumentationPart", "", REF, ID, "DocumentationPartId", ID);
    type(service + "DocumentationVersion", "DocumentationVersion", REF, NAME);
    domainName(service + "DomainName");
    type(
        service + "DomainNameV2",
        "DomainName",
        REF,
        "{arn:apigateway}/domainnames/{name}+{id}",
        "DomainNameArn",
        "{arn:apigateway}/domainnames/{name}+{id}",
        "DomainNameId",
        ID);
  }

  private static void httpApis() {
    String service = "AWS::ApiGatewayV2::";
    type(service + "Api", "", REF, "{api}", "ApiId", "{api}", "ApiEndpoint", "{endpoint}");
    type(service + "Route", "", REF, ID, "RouteId", ID);
    type(service + "Integration", "", REF, ID, "IntegrationId", ID, "Id", ID);
    type(service + "Authorizer", "", REF, ID, "AuthorizerId", ID);
    type(service + "Stage", "StageName", REF, NAME, "Id", ID);
    type(service + "Deployment", "", REF, ID, "DeploymentId", ID);
    type(service + "VpcLink", "", REF, ID, "VpcLinkId", ID);
    type(service + "ApiMapping", "", REF, ID, "ApiMappingId", ID);
    type(service + "Model", "", REF, ID, "ModelId", ID);
    type(service + "RouteResponse", "", REF, ID, "RouteResponseId", ID);
    type(service + "IntegrationResponse", "", REF, ID, "IntegrationResponseId", ID);
    type(service + "ApiGatewayManagedOverrides", "", REF, ID, "Id", ID);
    domainName(service + "DomainName");
  }

  private static void domainName(String type) {
    type(
        type,
        "DomainName",
        REF,
        NAME,
        "DomainNameArn",
        "{arn:apigateway}/domainnames/{name}",
        "RegionalDomainName",
        "d-{id}.execute-api.{region}.{suffix}",
        "RegionalHostedZoneId",
        ID,
        "DistributionDomainName",
        "d{id}.cloudfront.net",
        "DistributionHostedZoneId",
        "Z2FDTNDATAQYW2");
  }

  private static void functions() {
    String function = "{arn:lambda}:function:{name}";
    type(
        "AWS::Lambda::Function",
        "FunctionName",
        REF,
        NAME,
        "Arn",
        function,
        "SnapStartResponse.ApplyOn",
        "None",
        "SnapStartResponse.OptimizationStatus",
        "Off");
    type("AWS::Lambda::Alias", "Name", REF, "{function}:{name}", "AliasArn", "{function}:{name}");
    type(
        "AWS::Lambda::Version",
        "",
        REF,
        "{function}:1",
        "Version",
        "1",
        "FunctionArn",
        "{function}:1");
    type("AWS::Lambda::Permission", "", REF, ID, "Id", ID);
    type(
        "AWS::Lambda::LayerVersion",
        "LayerName",
        REF,
        "{arn:lambda}:layer:{name}:1",
        "LayerVersionArn",
        "{arn:lambda}:layer:{name}:1");
    String url = "https://{id}.lambda-url.{region}.on.aws/";
    type(
        "AWS::Lambda::Url", "", REF, "{function}", "FunctionArn", "{function}", "FunctionUrl", url);
  }

  private static void identities() {
    String iam = "arn:{partition}:iam::{account}:";
    type("AWS::IAM::Role", "RoleName", REF, NAME, "Arn", iam + "role/{name}", "RoleId", "AROA{id}");
    type("AWS::IAM::User", "UserName", REF, NAME, "Arn", iam + "user/{name}");
    type("AWS::IAM::Group", "GroupName", REF, NAME, "Arn", iam + "group/{name}");
    type("AWS::IAM::Policy", "PolicyName", REF, NAME, "Id", NAME);
    String policy = iam + "policy/{name}";
    type("AWS::IAM::ManagedPolicy", "ManagedPolicyName", REF, policy, ANY, policy);
    type(
        "AWS::IAM::AccessKey", "", REF, "AKIA{id}", "Id", "AKIA{id}", "SecretAccessKey", "{other}");
    type(
        "AWS::Cognito::UserPool",
        "",
        REF,
        "{pool}",
        "UserPoolId",
        "{pool}",
        "Arn",
        "{arn:cognito}:userpool/{pool}",
        "ProviderName",
        "cognito-idp.{region}.{suffix}/{pool}",
        "ProviderURL",
        "https://cognito-idp.{region}.{suffix}/{pool}");
    type(
        "AWS::Cognito::UserPoolClient",
        "",
        REF,
        NAME,
        "ClientId",
        NAME,
        "ClientSecret",
        "{other}",
        "Name",
        NAME);
    type("AWS::Cognito::UserPoolDomain", "", REF, NAME, "Id", NAME, ANY, "{other}");
    type("AWS::Cognito::UserPoolResourceServer", "", REF, NAME);
    type("AWS::Cognito::UserPoolGroup", "GroupName", REF, NAME);
    type("AWS::Cognito::IdentityPool", "", REF, "{region}:{name}", "Name", NAME, "Id", NAME);
  }

  private static void others() {
    arn("AWS::SNS::Topic", "TopicName", "{arn:sns}:{name}", "{arn:sns}:{name}", "TopicArn");
    arn("AWS::DynamoDB::Table", "TableName", NAME, "{arn:dynamodb}:table/{name}", "Arn");
    queue();
    bucket();
    String machine = "{arn:states}:stateMachine:{name}";
    arn("AWS::StepFunctions::StateMachine", "StateMachineName", machine, machine, "Arn");
    arn("AWS::Logs::LogGroup", "LogGroupName", NAME, "{arn:logs}:log-group:{name}:*", "Arn");
    arn("AWS::KMS::Key", "", ID, "{arn:kms}:key/{id}", "Arn");
    arn("AWS::Kinesis::Stream", "Name", NAME, "{arn:kinesis}:stream/{name}", "Arn");
    arn("AWS::Events::EventBus", "Name", NAME, "{arn:events}:event-bus/{name}", "Arn");
    arn("AWS::Events::Rule", "Name", NAME, "{arn:events}:rule/{name}", "Arn");
    String secret = "{arn:secretsmanager}:secret:{name}";
    arn("AWS::SecretsManager::Secret", "Name", secret, secret, "Id");
    String certificate = "{arn:acm}:certificate/{id}";
    arn("AWS::CertificateManager::Certificate", "", certificate, certificate, "CertificateArn");
    String acl = "{arn:wafv2}:regional/webacl/{name}/{id}";
    arn("AWS::WAFv2::WebACL", "Name", "{name}|{id}|REGIONAL", acl, "Arn");
    type("AWS::EC2::VPC", "", REF, "vpc-{id}", "VpcId", "vpc-{id}", ANY, "{other}");
    type("AWS::EC2::Subnet", "", REF, "subnet-{id}", "SubnetId", "subnet-{id}", ANY, "{other}");
    type("AWS::EC2::SecurityGroup", "", REF, "sg-{id}", "GroupId", "sg-{id}", ANY, "{other}");
    type("AWS::EC2::VPCEndpoint", "", REF, "vpce-{id}", "Id", "vpce-{id}", ANY, "{other}");
    balancers();
  }

  private static void balancers() {
    String start = "{arn:elasticloadbalancing}:";
    String balancer = start + "loadbalancer/app/{name}/{id}";
    String service = "AWS::ElasticLoadBalancingV2::";
    type(
        service + "LoadBalancer",
        "Name",
        REF,
        balancer,
        "LoadBalancerArn",
        balancer,
        "DNSName",
        "{name}-{id}.{region}.elb.{suffix}",
        "LoadBalancerName",
        NAME,
        ANY,
        "{other}");
    arn(service + "Listener", "", start + "listener/{id}", start + "listener/{id}", "ListenerArn");
    String group = start + "targetgroup/{name}/{id}";
    arn(service + "TargetGroup", "Name", group, group, "TargetGroupArn");
    String discovered = "{arn:servicediscovery}:service/srv-{id}";
    arn("AWS::ServiceDiscovery::Service", "Name", "srv-{id}", discovered, "Arn");
  }

  private static void queue() {
    String url = "https://sqs.{region}.{suffix}/{account}/{name}";
    type(
        "AWS::SQS::Queue",
        "QueueName",
        REF,
        url,
        "QueueUrl",
        url,
        "Arn",
        "{arn:sqs}:{name}",
        "QueueName",
        NAME);
  }

  private static void bucket() {
    type(
        "AWS::S3::Bucket",
        "BucketName",
        REF,
        "{bucket}",
        "Arn",
        "arn:{partition}:s3:::{bucket}",
        "DomainName",
        "{bucket}.s3.{suffix}",
        "RegionalDomainName",
        "{bucket}.s3.{region}.{suffix}",
        "DualStackDomainName",
        "{bucket}.s3.dualstack.{region}.{suffix}",
        "WebsiteURL",
        "http://{bucket}.s3-website-{region}.{suffix}",
        ANY,
        "{other}");
  }

  /** A type of another service: its reference, its ARN, and every other attribute. */
  private static void arn(String type, String name, String ref, String arn, String attribute) {
    type(type, name, REF, ref, attribute, arn, ANY, "{other}");
  }

  /**
   * A type.
   *
   * @param name the property that names a resource; empty where none does
   * @param patterns attributes and patterns in turn
   */
  private static void type(String type, String name, String... patterns) {
    Map<String, String> byAttribute = new HashMap<>();
    for (int i = 0; i < patterns.length; i += 2) {
      byAttribute.put(patterns[i], patterns[i + 1]);
    }
    TYPES.put(type, new Attributes(name, Map.copyOf(byAttribute)));
  }
}
