package io.sallyport.core.definition.stack;

import static io.sallyport.core.definition.stack.ResourceProperty.enforced;
import static io.sallyport.core.definition.stack.ResourceProperty.refused;
import static io.sallyport.core.definition.stack.ResourceProperty.withoutEffect;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of the table of resources: what stands around APIs. Every property of these types is taken,
 * for the resources say nothing about what an API's callers may do, or are refused as a whole.
 */
final class OtherRows {

  static final List<ResourceProperty> ROWS = rows();

  private OtherRows() {}

  private static List<ResourceProperty> rows() {
    List<ResourceProperty> rows = new ArrayList<>();
    rows.add(enforced("AWS::Lambda::Function", ResourceProperty.WHOLE, "run as configured"));
    rows.add(
        enforced(
            "AWS::Lambda::Permission",
            ResourceProperty.WHOLE,
            "a function of the template is called for what its permissions cover"));
    rows.add(
        refused(
            "AWS::Lambda::Url",
            ResourceProperty.WHOLE,
            "function-url-not-served",
            "functions are reached through APIs only"));
    rows.add(
        enforced("AWS::CloudFormation::Stack", ResourceProperty.WHOLE, "read with the template"));
    rows.add(
        refused(
            "AWS::WAFv2::WebACLAssociation",
            ResourceProperty.WHOLE,
            "web-acl-not-enforced",
            "the rules of a web ACL are not evaluated yet"));
    rows.add(
        refused(
            "AWS::WAFRegional::WebACLAssociation",
            ResourceProperty.WHOLE,
            "web-acl-not-enforced",
            "the rules of a web ACL are not evaluated yet"));
    without(
        rows,
        "which function is called is the API's, how it runs the configuration's",
        "AWS::Lambda::Alias",
        "AWS::Lambda::Version",
        "AWS::Lambda::LayerVersion");
    without(
        rows,
        "names the issuer of tokens, which publishes its keys itself",
        "AWS::Cognito::UserPool",
        "AWS::Cognito::UserPoolClient",
        "AWS::Cognito::UserPoolDomain",
        "AWS::Cognito::UserPoolResourceServer");
    without(
        rows,
        "acts where signatures are verified",
        "AWS::IAM::Role",
        "AWS::IAM::Policy",
        "AWS::IAM::ManagedPolicy",
        "AWS::IAM::User",
        "AWS::IAM::AccessKey");
    without(rows, "acts through its association only", "AWS::WAFv2::WebACL", "AWS::WAFv2::IPSet");
    without(rows, "the configuration names certificates", "AWS::CertificateManager::Certificate");
    without(
        rows,
        "integrations and endpoints that go through it are refused",
        "AWS::EC2::VPCEndpoint",
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "AWS::ElasticLoadBalancingV2::Listener",
        "AWS::ElasticLoadBalancingV2::TargetGroup",
        "AWS::ServiceDiscovery::Service");
    return List.copyOf(rows);
  }

  private static void without(List<ResourceProperty> rows, String note, String... types) {
    for (String type : types) {
      rows.add(withoutEffect(type, ResourceProperty.WHOLE, note));
    }
  }
}
