package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.cloudformation.Deployment;
import io.sallyport.core.definition.source.LocalFiles;
import io.sallyport.core.definition.source.MappingBuilder;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Replaces the SAM resources of a template by what AWS's transform makes of them. See "AWS SAM
 * template anatomy" in the SAM developer guide.
 */
public final class SamTransform {

  /** The transform as templates name it. */
  public static final String NAME = "AWS::Serverless-2016-10-31";

  private SamTransform() {}

  /** Whether the template asks for the transform. */
  public static boolean isSam(Mapping root) {
    Node transform = root.entries().get("Transform");
    return switch (transform) {
      case null -> false;
      case Scalar name -> isName(name);
      case Sequence names -> names.items().stream().anyMatch(SamTransform::isName);
      case Mapping _ -> false;
    };
  }

  /**
   * The template without SAM; what is wrong with its SAM resources is added in SAM's words. All
   * that is not SAM's stays as it is written.
   *
   * @param files documents that the resources include
   */
  public static Mapping apply(
      Mapping root, Deployment deployment, LocalFiles files, Problems problems) {
    SamProblems sam = new SamProblems(problems);
    if (!(root.entries().get("Resources") instanceof Mapping written)) {
      sam.structure(root.keyAt("Resources"), "'Resources' section is required");
      return root;
    }
    ParameterValues values = new ParameterValues(root, deployment, sam);
    Included included = new Included(files, problems);
    Mapping known = known(written, node -> included.in(values.in(node)));
    Events events = Events.collect(known, sam);
    OwnerConditions conditions = new OwnerConditions(Snippets.mapping(root, "Conditions"), sam);
    Mapping all = ImplicitApis.addTo(known, events, conditions, sam);
    SamResources resources = new SamResources(all, events, globals(root, values, sam), sam);
    return plain(root, resources, resources.write(conditions), conditions);
  }

  /** The resources, those of SAM with the values of parameters and included documents in them. */
  private static Mapping known(Mapping resources, UnaryOperator<Node> read) {
    MappingBuilder known = new MappingBuilder(resources.at());
    resources
        .entries()
        .forEach((id, node) -> {
          boolean isSam = node instanceof Mapping resource && SamResources.isSam(resource);
          known.put(id, isSam ? read.apply(node) : node, resources.keyAt(id));
        });
    return known.build();
  }

  private static Globals globals(Mapping root, ParameterValues values, SamProblems problems) {
    Node written = root.entries().get("Globals");
    return Globals.read(
        written == null ? null : values.in(written), root.keyAt("Globals"), problems);
  }

  private static Mapping plain(
      Mapping root, SamResources resources, Mapping written, OwnerConditions conditions) {
    MappingBuilder plain = MappingBuilder.of(root).remove("Globals").remove("Transform");
    if (root.entries().get("Transform") instanceof Sequence names) {
      List<Node> others = names.items().stream().filter(item -> !isName(item)).toList();
      if (!others.isEmpty()) {
        plain.put("Transform", new Sequence(others, names.at()), root.keyAt("Transform"));
      }
    }
    Mapping all = conditions.all();
    if (!all.entries().isEmpty()) {
      plain.put("Conditions", all, root.keyAt("Conditions"));
    }
    References references = resources.references();
    plain.put("Resources", references.in(written), root.keyAt("Resources"));
    Node outputs = plain.get("Outputs");
    if (outputs != null) {
      plain.put("Outputs", references.in(outputs), root.keyAt("Outputs"));
    }
    return plain.build();
  }

  private static boolean isName(Node item) {
    return item instanceof Scalar name && name.text().equals(NAME);
  }
}
