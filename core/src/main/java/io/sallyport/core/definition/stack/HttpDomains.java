package io.sallyport.core.definition.stack;

import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.cloudformation.Resource;
import io.sallyport.core.definition.cloudformation.Stack;
import io.sallyport.core.definition.source.NodeReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The custom domain names that lead to an HTTP API. One is served where it leads to the {@code
 * $default} stage without a key, so that its paths are those of the API; any other is refused.
 */
final class HttpDomains {

  /** The objects under {@code DomainNameConfigurations}, as the table of resources names them. */
  static final String CONFIGURATION = HttpApis.DOMAIN + ".DomainNameConfiguration";

  private static final String CONFIGURATIONS = "DomainNameConfigurations";

  private final Stack stack;
  private final Problems problems;

  HttpDomains(Stack stack, Problems problems) {
    this.stack = stack;
    this.problems = problems;
  }

  List<String> hosts(Resource api, Optional<HttpStages.Stage> served) {
    List<String> hosts = new ArrayList<>();
    for (Resource mapping : HttpApis.of(api, HttpApis.MAPPING, stack)) {
      String fault = fault(mapping, served.map(HttpStages.Stage::name).orElse(""));
      if (fault.isEmpty()) {
        mapping.text("DomainName").ifPresent(hosts::add);
      } else {
        problems.unenforced(
            "custom-domain-not-enforced",
            mapping.at(),
            "the mapping `" + mapping.id() + "` is not served: " + fault);
      }
    }
    return hosts;
  }

  /** Holds what domain names say of certificates and TLS against the table. */
  static void check(Stack stack, Problems problems) {
    NodeReader nodes = new NodeReader(problems);
    for (Resource domain : stack.ofType(HttpApis.DOMAIN)) {
      domain.property(CONFIGURATIONS).flatMap(nodes::sequence).stream()
          .flatMap(all -> all.items().stream())
          .flatMap(item -> nodes.mapping(item).stream())
          .forEach(one -> ResourceTable.checkNested(CONFIGURATION, one, problems));
    }
  }

  /** Why a mapping cannot be served, in words; empty where it can. */
  private String fault(Resource mapping, String served) {
    String key = mapping.text("ApiMappingKey").orElse("");
    String stage = mapping.text("Stage").orElse("");
    if (!key.isEmpty()) {
      return "only whole domain names lead to an API, this one with the key `" + key + "`";
    }
    if (!stage.equals("$default") || !stage.equals(served)) {
      return "it leads to the stage `"
          + stage
          + "`, and only a served `$default` stage has no path";
    }
    String domain = mapping.text("DomainName").orElse("");
    return stack.named(HttpApis.DOMAIN, domain).isPresent()
        ? ""
        : "the domain name `" + domain + "` is not in this template, so who may use it is unknown";
  }
}
