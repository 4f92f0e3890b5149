package io.sallyport.core.definition.terraform;

import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Kind;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A resource of a plan.
 *
 * @param address such as {@code module.shop.aws_api_gateway_method.get["a"]}
 * @param module the address of its module; empty for the root
 * @param key what {@code count} or {@code for_each} numbers it with; empty for none
 * @param logicalId what it is called in the template
 * @param values its attributes, as far as they are known
 * @param unknown the attributes that are known after the plan was applied
 */
record PlanResource(
    String address,
    String module,
    String type,
    String name,
    String key,
    String logicalId,
    Mapping values,
    List<String> unknown) {

  /** What is planned of resources, in every module. */
  static List<PlanResource> of(Mapping root) {
    Mapping planned = child(root, "planned_values");
    Mapping state = planned.entries().isEmpty() ? child(root, "values") : planned;
    Map<String, Mapping> changes = new HashMap<>();
    for (Node change : items(root, "resource_changes")) {
      if (change instanceof Mapping one) {
        changes.put(text(one, "address"), child(one, "change"));
      }
    }
    List<PlanResource> resources = new ArrayList<>();
    add(child(state, "root_module"), changes, resources);
    return resources;
  }

  private static void add(
      Mapping module, Map<String, Mapping> changes, List<PlanResource> resources) {
    for (Node node : items(module, "resources")) {
      if (node instanceof Mapping one && text(one, "mode").equals("managed")) {
        String address = text(one, "address");
        Mapping change = changes.get(address);
        resources.add(
            new PlanResource(
                address,
                text(module, "address"),
                text(one, "type"),
                text(one, "name"),
                text(one, "index"),
                logicalId(address, resources),
                child(one, "values"),
                change == null ? List.of() : unknown(child(change, "after_unknown"))));
      }
    }
    for (Node node : items(module, "child_modules")) {
      if (node instanceof Mapping child) {
        add(child, changes, resources);
      }
    }
  }

  /** The letters and digits of an address; numbered where another has the same. */
  private static String logicalId(String address, List<PlanResource> before) {
    String letters = address.replaceAll("[^A-Za-z0-9]", "");
    String id = letters;
    for (int i = 2; isTaken(id, before); i++) {
      id = letters + "x" + i;
    }
    return id;
  }

  private static boolean isTaken(String id, List<PlanResource> before) {
    return before.stream().anyMatch(one -> one.logicalId().equals(id));
  }

  private static List<String> unknown(Mapping after) {
    return after.entries().entrySet().stream()
        .filter(entry -> holdsTrue(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean holdsTrue(Node node) {
    return switch (node) {
      case Scalar scalar -> scalar.kind() == Kind.BOOLEAN && scalar.text().equals("true");
      case Sequence sequence -> sequence.items().stream().anyMatch(PlanResource::holdsTrue);
      case Mapping mapping -> mapping.entries().values().stream().anyMatch(PlanResource::holdsTrue);
    };
  }

  static Mapping child(Mapping parent, String key) {
    return parent.entries().get(key) instanceof Mapping mapping
        ? mapping
        : new Mapping(Map.of(), Map.of(), parent.at());
  }

  static List<Node> items(Mapping parent, String key) {
    return parent.entries().get(key) instanceof Sequence sequence ? sequence.items() : List.of();
  }

  /** The text of a single value; empty where there is none. */
  static String text(Mapping parent, String key) {
    return parent.entries().get(key) instanceof Scalar scalar && scalar.kind() != Kind.NULL
        ? scalar.text()
        : "";
  }
}
