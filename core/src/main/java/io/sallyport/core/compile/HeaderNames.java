package io.sallyport.core.compile;

import io.sallyport.core.definition.IntegrationDefinition.ParameterMapping;
import io.sallyport.core.definition.Problems;
import java.util.Optional;

/** Names of header fields; RFC 9110, section 5.1. */
final class HeaderNames {

  private HeaderNames() {}

  /** Whether {@code name} may name a field. */
  static boolean isName(String name) {
    return !name.isEmpty() && name.chars().allMatch(HeaderNames::isTokenChar);
  }

  /**
   * The field that {@code mapping} sets: its target without {@code prefix}; empty, and a problem,
   * where that is none.
   */
  static Optional<String> target(ParameterMapping mapping, String prefix, Problems problems) {
    String target = mapping.target();
    String name = target.startsWith(prefix) ? target.substring(prefix.length()) : "";
    if (isName(name)) {
      return Optional.of(name);
    }
    problems.error(
        "invalid-mapping-target", mapping.at(), "`" + target + "` is not `" + prefix + "<name>`");
    return Optional.empty();
  }

  private static boolean isTokenChar(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }
}
