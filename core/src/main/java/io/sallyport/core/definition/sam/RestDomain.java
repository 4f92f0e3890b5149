package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import java.util.List;
import java.util.Set;

/**
 * The domain name of a REST API and what of it leads to the API. Its record sets are no part of an
 * API and are not written.
 */
final class RestDomain {

  private static final Set<String> KEYS =
      Set.of(
          "AccessAssociation",
          "BasePath",
          "CertificateArn",
          "DomainName",
          "EndpointAccessMode",
          "EndpointConfiguration",
          "IpAddressType",
          "MutualTlsAuthentication",
          "NormalizeBasePath",
          "OwnershipVerificationCertificateArn",
          "Policy",
          "Route53",
          "SecurityPolicy");
  private static final Set<String> MUTUAL_TLS = Set.of("TruststoreUri", "TruststoreVersion");
  private static final List<String> CARRIED =
      List.of(
          "DomainName",
          "EndpointAccessMode",
          "MutualTlsAuthentication",
          "OwnershipVerificationCertificateArn",
          "Policy",
          "SecurityPolicy");

  private RestDomain() {}

  static void generate(
      String id,
      String stageId,
      Mapping resource,
      Mapping properties,
      Output out,
      SamProblems problems) {
    if (!(properties.entries().get("Domain") instanceof Mapping domain)
        || !isFine(id, domain, problems)) {
      return;
    }
    Location at = domain.at();
    Node name = domain.entries().get("DomainName");
    Node certificate = domain.entries().get("CertificateArn");
    if (name == null || certificate == null) {
      return;
    }
    Node type = domain.entries().get("EndpointConfiguration");
    String kind = type == null ? "REGIONAL" : Snippets.written(type);
    boolean regional = !"EDGE".equals(kind) && !"PRIVATE".equals(kind);
    MappingBuilder written =
        new MappingBuilder(at)
            .put(regional ? "RegionalCertificateArn" : "CertificateArn", certificate);
    Node types = Snippets.list(at, type == null ? Snippets.text("REGIONAL", at) : type);
    MappingBuilder endpoint = new MappingBuilder(at).put("Types", types);
    Node addresses = domain.entries().get("IpAddressType");
    if (addresses != null) {
      endpoint.put("IpAddressType", addresses, domain.keyAt("IpAddressType"));
    }
    written.put("EndpointConfiguration", endpoint.build());
    for (String key : CARRIED) {
      Node value = domain.entries().get(key);
      if (value != null) {
        written.put(key, value, domain.keyAt(key));
      }
    }
    String version = "PRIVATE".equals(kind) ? "V2" : "";
    String domainId = "ApiGatewayDomainName" + version + Snippets.hash(name);
    out.add(domainId, "AWS::ApiGateway::DomainName" + version, written.build(), resource, at);
    mappings(id, stageId, domainId, version, domain, resource, out);
  }

  private static boolean isFine(String id, Mapping domain, SamProblems problems) {
    for (String key : domain.entries().keySet()) {
      if (!KEYS.contains(key)) {
        problems.resource(id, domain.keyAt(key), "Invalid value for 'Domain' property.");
        return false;
      }
    }
    if (!domain.entries().containsKey("DomainName")
        || !domain.entries().containsKey("CertificateArn")) {
      problems.resource(
          id,
          domain.at(),
          "Custom Domains only works if both DomainName and CertificateArn are provided.");
      return false;
    }
    Node mutual = domain.entries().get("MutualTlsAuthentication");
    Location mutualAt = domain.keyAt("MutualTlsAuthentication");
    if (!Snippets.isAbsent(mutual) && !(mutual instanceof Mapping)) {
      problems.resource(id, mutualAt, "Property 'Domain.MutualTlsAuthentication' should be a map.");
      return false;
    }
    if (mutual instanceof Mapping m && !MUTUAL_TLS.containsAll(m.entries().keySet())) {
      problems.resource(
          id,
          mutualAt,
          "Available Domain.MutualTlsAuthentication fields are ['TruststoreUri',"
              + " 'TruststoreVersion'].");
      return false;
    }
    return recordsAreFine(id, domain, problems);
  }

  private static boolean recordsAreFine(String id, Mapping domain, SamProblems problems) {
    Node written = domain.entries().get("Route53");
    Location at = domain.keyAt("Route53");
    if (Snippets.isAbsent(written)) {
      return true;
    }
    if (!(written instanceof Mapping records)) {
      problems.resource(id, at, "Property 'Domain.Route53' should be a map.");
      return false;
    }
    if (!records.entries().containsKey("HostedZoneId")
        && !records.entries().containsKey("HostedZoneName")) {
      problems.resource(
          id,
          at,
          "HostedZoneId or HostedZoneName is required to enable Route53 support on Custom"
              + " Domains.");
      return false;
    }
    Node separate = records.entries().get("SeparateRecordSetGroup");
    if (separate != null && !(separate instanceof Scalar s && s.kind() == Kind.BOOLEAN)) {
      problems.resource(
          id, at, "Property 'Domain.Route53.SeparateRecordSetGroup' should be a boolean.");
      return false;
    }
    return true;
  }

  private static void mappings(
      String id,
      String stageId,
      String domainId,
      String version,
      Mapping domain,
      Mapping resource,
      Output out) {
    Node paths = domain.entries().get("BasePath");
    boolean asWritten = RestAuth.isFalse(domain.entries().get("NormalizeBasePath"));
    List<Node> all =
        paths == null ? List.of(Snippets.text("", domain.at())) : HttpApiResource.items(paths);
    for (Node path : all) {
      String text = path instanceof Scalar scalar ? scalar.text() : "";
      String letters = text.replaceAll("[^A-Za-z0-9]", "");
      Location at = path.at();
      String key = version.isEmpty() ? "DomainName" : "DomainNameArn";
      MappingBuilder mapping =
          new MappingBuilder(at)
              .put(key, Snippets.ref(domainId, at))
              .put("RestApiId", Snippets.ref(id, at))
              .put("Stage", Snippets.ref(stageId, at));
      if (paths != null) {
        boolean kept = asWritten || !(path instanceof Scalar);
        mapping.put("BasePath", kept ? path : Snippets.text(letters, at));
      }
      out.add(
          id + letters + "BasePathMapping",
          "AWS::ApiGateway::BasePathMapping" + version,
          mapping.build(),
          resource,
          at);
    }
  }
}
