package io.sallyport.core.compile;

import io.sallyport.core.definition.IntegrationDefinition.Text;
import io.sallyport.core.integration.UriTemplate;
import io.sallyport.core.language.PercentCoding;
import io.sallyport.core.pipeline.Endpoint;
import io.sallyport.core.pipeline.Endpoint.Verification;
import io.sallyport.core.values.RequestValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compiles the address of an integration: stage variables are filled in, addresses the operator
 * redirects are replaced, placeholders are bound. An address that is malformed because a stage
 * variable is not set fails every request, as on AWS; any other malformed address is a problem.
 */
final class Uris {

  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\$\\{stageVariables\\.([A-Za-z0-9_]+)}|\\$stageVariables\\.([A-Za-z0-9_]+)");
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(https?)://([^/?#]*)([^?#]*)(?:\\?([^#]*))?(?:#.*)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern AUTHORITY =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::(\\d{1,5}))?");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}/]+?)\\+?}");

  private final Context context;

  Uris(Context context) {
    this.context = context;
  }

  /**
   * The template of {@code uri}; empty where there is none, of which the problems tell.
   *
   * @param values what fills the placeholders
   */
  Optional<UriTemplate> compile(
      Text uri, Map<String, RequestValue> values, Verification verification) {
    Set<String> missing = new TreeSet<>();
    String called = redirect(substitute(uri.value(), missing));
    if (!missing.isEmpty()) {
      warn(
          uri,
          "unset-stage-variable",
          "the address `"
              + uri.value()
              + "` uses the stage variable `"
              + String.join("`, `", missing)
              + "`, which is not set");
    }
    Matcher address = ADDRESS.matcher(called);
    Optional<Endpoint> endpoint =
        address.matches() ? endpoint(address, verification) : Optional.empty();
    if (endpoint.isEmpty()) {
      malformed(uri, missing.isEmpty());
      return Optional.empty();
    }
    Optional<List<UriTemplate.Part>> path = parts(uri, path(address.group(3)), values);
    Optional<List<UriTemplate.Part>> query =
        parts(uri, address.group(4) == null ? "" : address.group(4), values);
    return path.isPresent() && query.isPresent()
        ? Optional.of(new UriTemplate(endpoint.get(), path.get(), query.get()))
        : Optional.empty();
  }

  private String substitute(String uri, Set<String> missing) {
    return VARIABLE
        .matcher(uri)
        .replaceAll(match -> {
          String name = match.group(1) != null ? match.group(1) : match.group(2);
          String value = context.variables().get(name);
          if (value == null) {
            missing.add(name);
          }
          return Matcher.quoteReplacement(value == null ? "" : value);
        });
  }

  /** Replaces the longest prefix the operator redirects. */
  private String redirect(String uri) {
    String best = "";
    for (String prefix : context.endpoints().keySet()) {
      if (prefix.length() > best.length() && covers(prefix, uri)) {
        best = prefix;
      }
    }
    if (best.isEmpty()) {
      return uri;
    }
    String target = context.endpoints().getOrDefault(best, "");
    String rest = uri.substring(best.length());
    if (target.endsWith("/") && rest.startsWith("/")) {
      return target + rest.substring(1);
    }
    boolean joined = rest.isEmpty() || "/?#".indexOf(rest.charAt(0)) >= 0 || target.endsWith("/");
    return joined ? target + rest : target + "/" + rest;
  }

  /** Whether {@code prefix} ends where a part of {@code uri} does: hosts are never cut short. */
  private static boolean covers(String prefix, String uri) {
    return uri.startsWith(prefix)
        && (uri.length() == prefix.length()
            || prefix.endsWith("/")
            || "/?#".indexOf(uri.charAt(prefix.length())) >= 0);
  }

  private static Optional<Endpoint> endpoint(Matcher address, Verification verification) {
    Matcher authority = AUTHORITY.matcher(address.group(2));
    if (!authority.matches()) {
      return Optional.empty();
    }
    boolean secure = address.group(1).equalsIgnoreCase("https");
    String port = authority.group(2);
    int number = port == null ? Endpoint.defaultPort(secure) : Integer.parseInt(port);
    if (number < 1 || number > 65_535) {
      return Optional.empty();
    }
    String host = authority.group(1).toLowerCase(Locale.ROOT);
    return Optional.of(new Endpoint(host, number, secure, verification));
  }

  /** A path that starts with one slash: AWS joins those a stage variable doubles. */
  private static String path(String path) {
    int start = 0;
    while (start < path.length() && path.charAt(start) == '/') {
      start++;
    }
    return "/" + path.substring(start);
  }

  private Optional<List<UriTemplate.Part>> parts(
      Text uri, String text, Map<String, RequestValue> values) {
    List<UriTemplate.Part> parts = new ArrayList<>();
    Matcher matcher = PLACEHOLDER.matcher(text);
    int from = 0;
    boolean whole = true;
    while (matcher.find()) {
      add(parts, text.substring(from, matcher.start()));
      RequestValue value = values.get(matcher.group(1));
      if (value == null) {
        whole = false;
        warn(
            uri,
            "unmapped-placeholder",
            "nothing is mapped to `"
                + matcher.group()
                + "` of `"
                + uri.value()
                + "`: every call is answered with 500");
      } else {
        parts.add(new UriTemplate.Value(value));
      }
      from = matcher.end();
    }
    add(parts, text.substring(from));
    return whole ? Optional.of(parts) : Optional.empty();
  }

  private static void add(List<UriTemplate.Part> parts, String text) {
    if (!text.isEmpty()) {
      parts.add(new UriTemplate.Text(PercentCoding.repairQuery(text)));
    }
  }

  private void malformed(Text uri, boolean isMistake) {
    if (isMistake) {
      context
          .problems()
          .error(
              "invalid-uri",
              uri.at(),
              "`"
                  + uri.value()
                  + "` is not the address of an endpoint: expected `http://` or `https://`, a"
                  + " host without placeholders, and a path");
    }
  }

  private void warn(Text uri, String id, String message) {
    context.problems().warning(id, uri.at(), message);
  }
}
