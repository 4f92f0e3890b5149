package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The resource policy of an API. See "ResourcePolicyStatement" in the SAM developer guide. */
final class RestPolicy {

  private static final Set<String> KEYS =
      Set.of(
          "AwsAccountWhitelist",
          "AwsAccountBlacklist",
          "IpRangeWhitelist",
          "IpRangeBlacklist",
          "SourceVpcWhitelist",
          "SourceVpcBlacklist",
          "IntrinsicVpcWhitelist",
          "IntrinsicVpcBlacklist",
          "IntrinsicVpceWhitelist",
          "IntrinsicVpceBlacklist",
          "CustomStatements");

  private final Mapping properties;
  private final SamProblems problems;
  private final List<Node> statements = new ArrayList<>();

  RestPolicy(Mapping properties, SamProblems problems) {
    this.properties = properties;
    this.problems = problems;
  }

  /** The policy of the events' and then the API's statements; null where there are none. */
  @Nullable Node write(List<ApiEvent> events) {
    for (int i = 0; i < events.size(); i++) {
      Mapping auth = Snippets.mapping(events.get(i).properties(), "Auth");
      boolean counts =
          !properties.entries().containsKey("DefinitionBody")
              || properties.entries().containsKey("__MANAGE_SWAGGER")
              || properties.entries().containsKey("MergeDefinitions")
              || Snippets.isTrue(auth.entries().get("OverrideApiAuth"));
      if (counts) {
        add(auth, resources(events, i));
      }
    }
    Mapping auth = Snippets.mapping(properties, "Auth");
    // Every route of the API is one of the stage's resources.
    add(auth, List.of("execute-api:/${__Stage__}/*"));
    if (statements.isEmpty()) {
      return null;
    }
    Location at = properties.keyAt("Auth");
    return new MappingBuilder(at)
        .put("Version", "2012-10-17", at)
        .put("Statement", new Sequence(statements, at))
        .build();
  }

  /** The methods of the event's path that have been met so far, as SAM counts them. */
  private static List<String> resources(List<ApiEvent> events, int last) {
    String path = path(events.get(last));
    Set<String> methods = new TreeSet<>();
    for (ApiEvent event : events.subList(0, last + 1)) {
      if (path(event).equals(path)) {
        String method = text(event, "Method").toUpperCase(Locale.ROOT);
        methods.add(method.equals("ANY") ? "*" : method);
      }
    }
    String place = path.replaceAll("\\{[a-zA-Z0-9._-]+\\+?}", "*");
    return methods.stream().map(m -> "execute-api:/${__Stage__}/" + m + place).toList();
  }

  private static String path(ApiEvent event) {
    return text(event, "Path");
  }

  private static String text(ApiEvent event, String key) {
    String text = Snippets.written(event.properties().entries().get(key));
    return text == null ? "*" : text;
  }

  private void add(Mapping auth, List<String> resources) {
    Node node = auth.entries().get("ResourcePolicy");
    if (Snippets.isAbsent(node)) {
      return;
    }
    if (!(node instanceof Mapping policy) || Snippets.isFunction(node)) {
      problems.structure(
          auth.keyAt("ResourcePolicy"), "ResourcePolicy must be a map (ResourcePolicyStatement).");
      return;
    }
    Optional<RestAuthorizerCheck.Wrong> unknown =
        RestAuthorizerCheck.unknown(policy, KEYS, "ResourcePolicy");
    if (unknown.isPresent()) {
      problems.structure(unknown.get().at(), unknown.get().message());
      return;
    }
    accounts(policy, "AwsAccountWhitelist", "Allow", resources);
    accounts(policy, "AwsAccountBlacklist", "Deny", resources);
    addresses(policy, "IpRangeWhitelist", "NotIpAddress", resources);
    addresses(policy, "IpRangeBlacklist", "IpAddress", resources);
    networks(policy, "Blacklist", "StringEquals", resources);
    networks(policy, "Whitelist", "StringNotEquals", resources);
    items(policy, "CustomStatements").forEach(this::addOnce);
  }

  private void accounts(Mapping policy, String key, String effect, List<String> resources) {
    List<Node> accounts = items(policy, key);
    if (!accounts.isEmpty()) {
      Location at = policy.keyAt(key);
      Node principal = Snippets.entry("AWS", new Sequence(accounts, at), at);
      statements.add(statement(effect, principal, resources, at).build());
    }
  }

  private void addresses(Mapping policy, String key, String operator, List<String> resources) {
    List<Node> ranges = items(policy, key);
    if (!ranges.isEmpty()) {
      Location at = policy.keyAt(key);
      Node condition = Snippets.entry("aws:SourceIp", new Sequence(ranges, at), at);
      allowUnless(Snippets.entry(operator, condition, at), resources, at);
    }
  }

  private void networks(Mapping policy, String list, String operator, List<String> resources) {
    String key = "SourceVpc" + list;
    List<Node> vpcs = new ArrayList<>();
    List<Node> endpoints = new ArrayList<>();
    for (Node source : items(policy, key)) {
      String name = Snippets.written(source);
      if (name == null || !(name.startsWith("vpc-") || name.startsWith("vpce-"))) {
        problems.structure(
            source.at(),
            key
                + " must be a list of strings. Use IntrinsicVpc"
                + list
                + " instead for values that use Intrinsic Functions");
        return;
      }
      (name.startsWith("vpce-") ? endpoints : vpcs).add(source);
    }
    vpcs.addAll(items(policy, "IntrinsicVpc" + list));
    endpoints.addAll(items(policy, "IntrinsicVpce" + list));
    Location at = policy.at();
    MappingBuilder condition = new MappingBuilder(at);
    if (!vpcs.isEmpty()) {
      condition.put("aws:SourceVpc", new Sequence(vpcs, at));
    }
    if (!endpoints.isEmpty()) {
      condition.put("aws:SourceVpce", new Sequence(endpoints, at));
    }
    if (!condition.isEmpty()) {
      allowUnless(Snippets.entry(operator, condition.build(), at), resources, at);
    }
  }

  private void allowUnless(Node condition, List<String> resources, Location at) {
    Node everyone = Snippets.text("*", at);
    addOnce(statement("Allow", everyone, resources, at).build());
    addOnce(statement("Deny", everyone, resources, at).put("Condition", condition).build());
  }

  private void addOnce(Node statement) {
    if (statements.stream().noneMatch(s -> Snippets.shown(s).equals(Snippets.shown(statement)))) {
      statements.add(statement);
    }
  }

  private MappingBuilder statement(
      String effect, Node principal, List<String> resources, Location at) {
    Node stage = properties.entries().get("StageName");
    Node name = stage == null ? Snippets.text("*", at) : stage;
    List<Node> all = new ArrayList<>();
    for (String resource : resources) {
      all.add(Snippets.sub(resource, Snippets.entry("__Stage__", name, at), at));
    }
    return new MappingBuilder(at)
        .put("Effect", effect, at)
        .put("Action", "execute-api:Invoke", at)
        .put("Resource", new Sequence(all, at))
        .put("Principal", principal);
  }

  private static List<Node> items(Mapping policy, String key) {
    Node node = policy.entries().get(key);
    if (node == null || Snippets.isAbsent(node)) {
      return List.of();
    }
    return node instanceof Sequence list ? list.items() : List.of(node);
  }
}
