package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.List;
import java.util.Set;

/** The domain name of an HTTP API and what of it leads to the API. */
final class HttpDomain {

  private static final Set<String> KEYS =
      Set.of(
          "DomainName",
          "CertificateArn",
          "EndpointConfiguration",
          "MutualTlsAuthentication",
          "SecurityPolicy",
          "OwnershipVerificationCertificateArn",
          "BasePath",
          "Route53",
          "IpAddressType");
  private static final Set<String> MUTUAL_TLS = Set.of("TruststoreUri", "TruststoreVersion");

  private HttpDomain() {}

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
    MappingBuilder configuration = new MappingBuilder(at).put("CertificateArn", certificate);
    Node endpoint = domain.entries().get("EndpointConfiguration");
    configuration.put("EndpointType", endpoint == null ? Snippets.text("REGIONAL", at) : endpoint);
    for (String key :
        List.of("SecurityPolicy", "OwnershipVerificationCertificateArn", "IpAddressType")) {
      Node value = domain.entries().get(key);
      if (value != null) {
        configuration.put(key, value, domain.keyAt(key));
      }
    }
    MappingBuilder written =
        new MappingBuilder(at)
            .put("DomainName", name)
            .put("DomainNameConfigurations", Snippets.list(at, configuration.build()));
    Node mutual = domain.entries().get("MutualTlsAuthentication");
    if (mutual != null) {
      written.put("MutualTlsAuthentication", mutual, domain.keyAt("MutualTlsAuthentication"));
    }
    written.put("Tags", HttpDocument.all(properties, at));
    String domainId = "ApiGatewayDomainNameV2" + Snippets.hash(name);
    out.add(domainId, "AWS::ApiGatewayV2::DomainName", written.build(), resource, at);
    mappings(id, stageId, domainId, domain, resource, out);
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
          "Custom Domains only works if both DomainName and CertificateArn are" + " provided.");
      return false;
    }
    Node mutual = domain.entries().get("MutualTlsAuthentication");
    Location mutualAt = domain.keyAt("MutualTlsAuthentication");
    if (mutual != null && !(mutual instanceof Mapping)) {
      problems.resource(id, mutualAt, "Mutual TLS Authentication must be a dictionary.");
      return false;
    }
    if (mutual instanceof Mapping m && !MUTUAL_TLS.containsAll(m.entries().keySet())) {
      List<String> stray =
          m.entries().keySet().stream().filter(key -> !MUTUAL_TLS.contains(key)).toList();
      problems.resource(
          id,
          mutualAt,
          "Available MutualTlsAuthentication fields are \"TruststoreUri\", \"TruststoreVersion\","
              + " found `"
              + String.join("`, `", stray)
              + "`.");
      return false;
    }
    return basePathsAreFine(id, domain, problems);
  }

  private static boolean basePathsAreFine(String id, Mapping domain, SamProblems problems) {
    if (!(domain.entries().get("BasePath") instanceof Sequence paths)) {
      return true;
    }
    for (Node path : paths.items()) {
      if (!(path instanceof Scalar)) {
        problems.resource(id, path.at(), "Basepath must be a string.");
        return false;
      }
    }
    return true;
  }

  private static void mappings(
      String id, String stageId, String domainId, Mapping domain, Mapping resource, Output out) {
    Node paths = domain.entries().get("BasePath");
    List<Node> all =
        paths == null ? List.of(Snippets.text("/", domain.at())) : HttpApiResource.items(paths);
    for (Node path : all) {
      String text = path instanceof Scalar scalar ? scalar.text() : "";
      String trimmed = text.replaceAll("^/+|/+$", "");
      Location at = path.at();
      MappingBuilder mapping =
          new MappingBuilder(at)
              .put("ApiId", Snippets.ref(id, at))
              .put("DomainName", Snippets.ref(domainId, at))
              .put("Stage", Snippets.ref(stageId, at));
      if (!trimmed.isEmpty()) {
        mapping.put("ApiMappingKey", trimmed, at);
      } else if (!(path instanceof Scalar)) {
        mapping.put("ApiMappingKey", path);
      }
      String suffix = trimmed.replaceAll("[^A-Za-z0-9]", "");
      out.add(
          id + suffix + "ApiMapping",
          "AWS::ApiGatewayV2::ApiMapping",
          mapping.build(),
          resource,
          at);
    }
  }
}
