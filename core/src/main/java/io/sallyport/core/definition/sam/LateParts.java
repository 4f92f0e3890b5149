package io.sallyport.core.definition.sam;

import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Mapping;
import io.sallyport.core.definition.source.Node.Scalar;
import io.sallyport.core.definition.source.Node.Sequence;
import java.util.Map;

/**
 * Parts of an API's document that are written only after the transform: loops, and documents whose
 * place is computed. AWS writes them before, so that a default authorizer, a key or a preflight
 * method goes for their routes too.
 *
 * <p>INVARIANT: no route of a SAM API is written after what the API asks of every route.
 */
final class LateParts {

  private static final String LOOP = "Fn::ForEach::";
  private static final String MACRO = "Fn::Transform";

  private LateParts() {}

  /** Whether there are none; each is a problem. */
  static boolean isFree(Node node, SamProblems problems) {
    return switch (node) {
      case Scalar _ -> true;
      case Sequence sequence ->
          sequence.items().stream()
              .map(item -> isFree(item, problems))
              .reduce(true, Boolean::logicalAnd);
      case Mapping mapping -> {
        boolean free = true;
        for (Map.Entry<String, Node> entry : mapping.entries().entrySet()) {
          if (isLate(entry.getKey(), entry.getValue())) {
            problems.late(mapping.keyAt(entry.getKey()), entry.getKey());
            free = false;
          } else {
            free &= isFree(entry.getValue(), problems);
          }
        }
        yield free;
      }
    };
  }

  /** What an include names by its text is in its place already, or a problem. */
  private static boolean isLate(String key, Node value) {
    return key.startsWith(LOOP) || (key.equals(MACRO) && Included.location(value) == null);
  }
}
