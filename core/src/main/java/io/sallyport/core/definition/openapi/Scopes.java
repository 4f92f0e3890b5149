package io.sallyport.core.definition.openapi;

import io.sallyport.core.definition.AuthorizerDefinition;
import io.sallyport.core.definition.openapi.SecuritySchemes.Scheme;
import io.sallyport.core.definition.source.Node;
import io.sallyport.core.definition.source.Node.Sequence;
import io.sallyport.core.pipeline.ApiType;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the scopes that a security requirement asks for. */
final class Scopes {

  /** AWS's quota of authorization scopes for a route of an HTTP API. */
  private static final int MOST_ON_HTTP = 10;

  /** A scope token of RFC 6749, section 3.3: no other can stand in a token's list. */
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

  private final Reading reading;

  Scopes(Reading reading) {
    this.reading = reading;
  }

  /** The scopes under the name of {@code scheme}, of which a caller needs one. */
  List<String> read(Node node, Scheme scheme) {
    List<String> scopes = reading.nodes().texts(node).orElse(List.of());
    if (scopes.isEmpty()) {
      return scopes;
    }
    if (scheme.authorizer() instanceof AuthorizerDefinition.Lambda) {
      reading
          .properties()
          .refuse(
              "scopes-not-enforced",
              node.at(),
              "the scopes `"
                  + String.join("`, `", scopes)
                  + "` are not enforced: Lambda authorizers know no scopes");
      return List.of();
    }
    if (node instanceof Sequence all) {
      all.items().forEach(this::checkForm);
    }
    if (reading.type() == ApiType.HTTP && scopes.size() > MOST_ON_HTTP) {
      reading.error(
          "too-many-scopes",
          node.at(),
          "`" + scopes.size() + "` scopes, expected at most `" + MOST_ON_HTTP + "`");
    }
    return scopes;
  }

  private void checkForm(Node node) {
    if (reading.nodes().text(node).filter(text -> !SCOPE.matcher(text).matches()).isPresent()) {
      reading
          .nodes()
          .wrongValue(node, "expected a scope: ASCII without spaces, quotes and backslashes");
    }
  }
}
