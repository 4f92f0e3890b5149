package io.sallyport.core.definition.openapi;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks the URI of an HTTP integration, which may hold {@code {parameter}} in its path and query
 * and {@code ${stageVariables.name}} anywhere.
 */
final class EndpointUris {

  private static final Pattern STAGE_VARIABLE =
      Pattern.compile("\\$\\{stageVariables\\.([A-Za-z0-9_]+)}");
  private static final Pattern URI =
      Pattern.compile(
          "(?i:https?)://(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?(?:[/?](.*))?");
  private static final Pattern REST_OF_URI = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=:@/?-]*");
  private static final Pattern ENCODED_OR_PARAMETER =
      Pattern.compile("%[0-9A-Fa-f]{2}|\\{[A-Za-z0-9._:-]+\\+?}");

  private static final int HIGHEST_PORT = 65_535;

  private static final Pattern USER = Pattern.compile("//[^/?#]*@");

  private EndpointUris() {}

  /**
   * What is wrong with a URI; empty when nothing is. One that names an unset stage variable is left
   * to the compiler: AWS deploys such a stage and its calls fail.
   */
  static Optional<String> fault(String uri, Map<String, String> stageVariables) {
    if (STAGE_VARIABLE
        .matcher(uri)
        .results()
        .anyMatch(name -> !stageVariables.containsKey(name.group(1)))) {
      return Optional.empty();
    }
    String resolved = resolved(uri, stageVariables);
    String shown =
        resolved.equals(uri)
            ? "`" + masked(uri) + "`"
            : "`" + masked(uri) + "`, which is `" + masked(resolved) + "` here";
    Matcher matcher = URI.matcher(resolved);
    if (!matcher.matches()) {
      return Optional.of(
          shown + ", expected `http://` or `https://`, a host, and then a path or nothing");
    }
    if (matcher.group(1) != null && !isPort(matcher.group(1))) {
      return Optional.of(shown + ", expected a port from `1` to `65535`");
    }
    if (matcher.group(2) != null && !isRestOfUri(matcher.group(2))) {
      return Optional.of(
          shown + ", expected a path of characters RFC 3986 allows and parameters `{name}`");
    }
    return Optional.empty();
  }

  /** The URI without what stands before the host, which may be a password. */
  private static String masked(String uri) {
    return USER.matcher(uri).replaceFirst("//…@");
  }

  /** The URI with its stage variables in place. */
  static String resolved(String uri, Map<String, String> stageVariables) {
    return STAGE_VARIABLE
        .matcher(uri)
        .replaceAll(variable ->
            Matcher.quoteReplacement(stageVariables.getOrDefault(variable.group(1), "")));
  }

  private static boolean isRestOfUri(String rest) {
    return REST_OF_URI.matcher(ENCODED_OR_PARAMETER.matcher(rest).replaceAll("x")).matches();
  }

  private static boolean isPort(String text) {
    int port = Integer.parseInt(text);
    return port > 0 && port <= HIGHEST_PORT;
  }
}
