package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.Problems;
import io.sallyport.core.definition.cloudformation.Deployment;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;

/** Replaces the SAM resources of a template by what AWS's transform makes of them. */
public final class SamTransform {

  private static final String NAME = "AWS::Serverless-2016-10-31";

  private SamTransform() {}

  /** Whether the template asks for the transform. */
  public static boolean isSam(Mapping root) {
    Node transform = root.entries().get("Transform");
    return switch (transform) {
      case null -> false;
      case Scalar name -> name.text().equals(NAME);
      case Sequence names ->
          names.items().stream()
              .anyMatch(item -> item instanceof Scalar s && s.text().equals(NAME));
      case Mapping _ -> false;
    };
  }

  /** The template without SAM; what is wrong with its SAM resources is added in SAM's words. */
  public static Mapping apply(Mapping root, Deployment deployment, Problems problems) {
    return root;
  }
}
