package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Location;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The roles that SAM writes for what runs without one. */
final class Roles {

  private static final String MANAGED = "arn:${AWS::Partition}:iam::aws:policy/";

  private Roles() {}

  /** Whether no role is given. */
  static boolean isNeeded(Mapping properties) {
    return Snippets.isAbsent(properties.entries().get("Role"));
  }

  /** The role that a function runs as. */
  static Mapping ofFunction(Mapping properties, Location at) {
    List<Node> managed = new ArrayList<>();
    managed.add(managed("service-role/AWSLambdaBasicExecutionRole", at));
    String tracing = Snippets.written(properties.entries().get("Tracing"));
    if (tracing != null && !tracing.equals("Disabled")) {
      managed.add(managed("AWSXrayWriteOnlyAccess", at));
    }
    if (properties.entries().containsKey("VpcConfig")) {
      managed.add(managed("service-role/AWSLambdaVPCAccessExecutionRole", at));
    }
    return role(properties, "lambda", managed, at);
  }

  /** The role that a state machine runs as. */
  static Mapping ofStateMachine(Mapping properties, Location at) {
    return role(properties, "states", new ArrayList<>(), at);
  }

  /** A role's trust in one of AWS's services. */
  static Mapping trust(String service, Location at) {
    Mapping principal =
        Snippets.entry(
            "Service", Snippets.list(at, Snippets.text(service + ".amazonaws.com", at)), at);
    Mapping statement =
        new MappingBuilder(at)
            .put("Action", Snippets.list(at, Snippets.text("sts:AssumeRole", at)))
            .put("Effect", "Allow", at)
            .put("Principal", principal)
            .build();
    return new MappingBuilder(at)
        .put("Version", "2012-10-17", at)
        .put("Statement", Snippets.list(at, statement))
        .build();
  }

  private static Mapping role(Mapping properties, String service, List<Node> managed, Location at) {
    List<Node> inline = new ArrayList<>();
    sort(properties.entries().get("Policies"), managed, inline);
    Node trust = properties.entries().get("AssumeRolePolicyDocument");
    MappingBuilder role =
        new MappingBuilder(at)
            .put("AssumeRolePolicyDocument", trust == null ? trust(service, at) : trust)
            .put("ManagedPolicyArns", new Sequence(managed, at));
    if (!inline.isEmpty()) {
      role.put("Policies", new Sequence(inline, at));
    }
    carry(properties, "PermissionsBoundary", role, "PermissionsBoundary");
    carry(properties, "RolePath", role, "Path");
    return role.build();
  }

  private static void sort(@Nullable Node policies, List<Node> managed, List<Node> inline) {
    switch (policies) {
      case null -> {}
      case Sequence all -> all.items().forEach(item -> sort(item, managed, inline));
      case Scalar name -> {
        if (name.kind() == Node.Kind.STRING) {
          managed.add(name.text().startsWith("arn:") ? name : managed(name.text(), name.at()));
        }
      }
      case Mapping mapping -> {
        if (Snippets.isFunction(mapping)) {
          managed.add(mapping);
        } else {
          inline.add(mapping);
        }
      }
    }
  }

  private static Node managed(String name, Location at) {
    return Snippets.sub(MANAGED + name, at);
  }

  private static void carry(Mapping from, String key, MappingBuilder to, String as) {
    Node value = from.entries().get(key);
    if (value != null) {
      to.put(as, value, from.keyAt(key));
    }
  }
}
